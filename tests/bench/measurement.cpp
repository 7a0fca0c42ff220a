// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measurement.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mohur::bench {
namespace {

constexpr int kRunsForMemory = 20;

double rate_of(const Work& work, std::chrono::milliseconds budget) {
    const double allowed = std::chrono::duration<double>(budget).count();
    const double began = own_cpu_seconds();
    double used = 0;
    int done = 0;
    while (used < allowed) {
        work();
        ++done;
        used = own_cpu_seconds() - began;
    }
    return done / used;
}

}  // namespace

double own_cpu_seconds() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Rates compare(const Work& ours, const Work& floor, const Pace& pace) {
    std::vector<double> of_ours;
    std::vector<double> of_floor;
    for (int round = 0; round <= pace.rounds; ++round) {
        const double our_rate = rate_of(ours, pace.per_side);
        const double floor_rate = rate_of(floor, pace.per_side);
        if (round > 0) {
            of_ours.push_back(our_rate);
            of_floor.push_back(floor_rate);
        }
    }
    return {median(std::move(of_ours)), median(std::move(of_floor))};
}

double peak_rss_of(const Work& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        for (int i = 0; i < kRunsForMemory; ++i) {
            work();
        }
        ::_exit(0);
    }
    int status = 0;
    rusage used{};
    if (child < 0 || ::wait4(child, &status, 0, &used) != child || status != 0) {
        fail("the child process that measures memory failed");
    }
    return static_cast<double>(used.ru_maxrss) / 1024;
}

void fail(const std::string& why) {
    std::cerr << "mohur-bench: " << why << '\n';
    std::exit(1);
}

}  // namespace mohur::bench
