// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

/// Measures our work against its floor: the same raw work with nothing around it, in the same
/// process and in turns, so that what else the machine does meets both.
namespace mohur::bench {

/// How long is measured.
struct Pace {
    int rounds = 7;
    std::chrono::milliseconds per_side{400};  ///< of one round
};

/// What is printed of one bench; `holds` follows from the rest.
struct Row {
    std::string name;
    double rate_per_cpu_s = 0;
    double floor_per_cpu_s = 0;
    double goal = 0;
    double peak_rss_mb = 0;  ///< of our side
    /// Beyond the summary: sizes, percentiles, what was counted. Printed beside the table.
    std::map<std::string, double> figures{};
    std::string note{};
    /// A further ratio that must reach the goal as well; 1 where there is none.
    double other_ratio = 1;

    [[nodiscard]] double ratio() const { return rate_per_cpu_s / floor_per_cpu_s; }
    [[nodiscard]] bool holds() const { return ratio() >= goal && other_ratio >= goal; }
};

using Work = std::function<void()>;

/// Seconds of CPU that this process has used, all threads together.
[[nodiscard]] double own_cpu_seconds();

/// How often each side can be done in a second of this process's CPU: the median of the rounds,
/// after one round that does not count.
struct Rates {
    double ours = 0;
    double floor = 0;
};
[[nodiscard]] Rates compare(const Work& ours, const Work& floor, const Pace& pace);

/// The largest resident set of a child process that does `work` a few times, in MB: what this
/// process holds already is part of it. Call it before anything else is measured.
[[nodiscard]] double peak_rss_of(const Work& work);

[[nodiscard]] double median(std::vector<double> values);

/// Ends the program: a bench whose two sides do not do the same has nothing to say.
[[noreturn]] void fail(const std::string& why);

}  // namespace mohur::bench
