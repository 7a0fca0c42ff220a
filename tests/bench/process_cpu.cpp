// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/process_cpu.h"

#include "tests/bench/measurement.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

namespace mohur::bench {
namespace {

struct Times {
    pid_t parent = 0;
    double own = 0;
    double waited_for = 0;
};

/// proc(5), /proc/[pid]/stat; the name in brackets may hold blanks.
Times times_of(pid_t process) {
    std::ifstream in{"/proc/" + std::to_string(process) + "/stat"};
    std::string line;
    std::getline(in, line);
    const auto behind_name = line.rfind(") ");
    if (behind_name == std::string::npos) {
        return {};  // it ended meanwhile; its parent has the time
    }
    std::istringstream fields{line.substr(behind_name + 2)};
    std::string skipped;
    Times times;
    fields >> skipped >> times.parent;
    for (int i = 5; i < 14; ++i) {
        fields >> skipped;
    }
    double user = 0;
    double system = 0;
    double user_of_children = 0;
    double system_of_children = 0;
    fields >> user >> system >> user_of_children >> system_of_children;
    const auto tick = static_cast<double>(::sysconf(_SC_CLK_TCK));
    times.own = (user + system) / tick;
    times.waited_for = (user_of_children + system_of_children) / tick;
    return times;
}

}  // namespace

double cpu_seconds_of(pid_t process) {
    return times_of(process).own;
}

double cpu_seconds_of_family(pid_t parent) {
    const auto head = times_of(parent);
    double total = head.own + head.waited_for;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const auto name = entry.path().filename().string();
        pid_t process = 0;
        const auto end = std::from_chars(name.data(), name.data() + name.size(), process);
        if (end.ptr != name.data() + name.size()) {
            continue;
        }
        const auto times = times_of(process);
        if (times.parent == parent) {
            total += times.own + times.waited_for;
        }
    }
    return total;
}

double peak_rss_mb_of(pid_t process) {
    std::ifstream in{"/proc/" + std::to_string(process) + "/status"};
    std::string word;
    while (in >> word) {
        if (word == "VmHWM:") {
            double kilobytes = 0;
            in >> kilobytes;
            return kilobytes / 1024;
        }
    }
    fail("no such process: " + std::to_string(process));
}

}  // namespace mohur::bench
