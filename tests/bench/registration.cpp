// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench.h"
#include "tests/bench/http_registrations.h"
#include "tests/bench/process_cpu.h"
#include "tests/bench/sql_registrations.h"

#include <algorithm>
#include <csignal>
#include <memory>
#include <thread>

namespace mohur::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Lanes = std::vector<std::unique_ptr<Registrations>>;

double seconds_since(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
}

/// What one side did in one round or in all.
struct Done {
    std::vector<double> latencies;  ///< seconds, one of each registration
    double wall = 0;
    double cpu = 0;
};

/// What one side runs on, and whose CPU counts as its own.
struct Side {
    Lanes lanes;
    double (*cpu)(const RegistrationInputs& inputs);
};

// The HTTP client stands for a browser: its CPU is no part of ours. The SQL client stands where
// the server stands: its CPU is the floor's.
double cpu_of_ours(const RegistrationInputs& inputs) {
    return cpu_seconds_of(inputs.server) + cpu_seconds_of_family(inputs.postgres);
}
double cpu_of_floor(const RegistrationInputs& inputs) {
    return own_cpu_seconds() + cpu_seconds_of_family(inputs.postgres);
}

std::vector<double> drive(Registrations& lane, Clock::time_point until) {
    std::vector<double> latencies;
    while (Clock::now() < until) {
        const auto began = Clock::now();
        lane.register_one();
        latencies.push_back(seconds_since(began));
    }
    return latencies;
}

Done run_round(Side& side, const RegistrationInputs& inputs, std::chrono::milliseconds length) {
    std::vector<std::vector<double>> of_lanes(side.lanes.size());
    const double cpu = side.cpu(inputs);
    const auto began = Clock::now();
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < side.lanes.size(); ++i) {
        threads.emplace_back([&, i] { of_lanes[i] = drive(*side.lanes[i], began + length); });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    Done done;
    done.wall = seconds_since(began);
    done.cpu = side.cpu(inputs) - cpu;
    for (const auto& latencies : of_lanes) {
        done.latencies.insert(done.latencies.end(), latencies.begin(), latencies.end());
    }
    return done;
}

/// Stops the server for the floor's rounds, so that its sealer does not work on the floor's time.
class Stopped {
public:
    explicit Stopped(pid_t process) : process_{process} { ::kill(process_, SIGSTOP); }
    ~Stopped() { ::kill(process_, SIGCONT); }
    Stopped(const Stopped&) = delete;
    Stopped& operator=(const Stopped&) = delete;

private:
    pid_t process_;
};

/// Events of a round are sealed before the next one begins.
void wait_until_sealed(const RegistrationInputs& inputs) {
    constexpr auto kPatience = std::chrono::seconds{60};
    const auto began = Clock::now();
    while (unsealed_events(inputs) > 0) {
        if (Clock::now() - began > kPatience) {
            fail("the server does not seal its events");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
}

void add(const Done& round, Done& all, std::vector<double>& cpu_rates,
         std::vector<double>& wall_rates) {
    const auto count = static_cast<double>(round.latencies.size());
    cpu_rates.push_back(count / round.cpu);
    wall_rates.push_back(count / round.wall);
    all.latencies.insert(all.latencies.end(), round.latencies.begin(), round.latencies.end());
    all.wall += round.wall;
    all.cpu += round.cpu;
}

double percentile_ms(std::vector<double> values, double part) {
    std::ranges::sort(values);
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(part * last)] * 1'000;
}

/// Rounds in turns, the first of each side not counted.
class Contest {
public:
    Contest(const RegistrationInputs& inputs, int connections) : inputs_{inputs} {
        for (int i = 0; i < connections; ++i) {
            const auto lane = static_cast<std::size_t>(i);
            ours_.lanes.push_back(std::make_unique<HttpRegistrations>(inputs, lane));
        }
        // The correspondent that the floor names is made by the first letter.
        ours_.lanes.front()->register_one();
        for (int i = 0; i < connections; ++i) {
            const auto lane = static_cast<std::size_t>(i);
            floor_.lanes.push_back(std::make_unique<SqlRegistrations>(inputs, lane));
        }
    }

    void run(int rounds, std::chrono::milliseconds length) {
        for (int round = 0; round <= rounds; ++round) {
            wait_until_sealed(inputs_);
            const auto our_round = run_round(ours_, inputs_, length);
            wait_until_sealed(inputs_);
            const auto floor_round = [&] {
                const Stopped server{inputs_.server};
                return run_round(floor_, inputs_, length);
            }();
            if (round > 0) {
                add(our_round, our_total_, our_cpu_rates_, our_wall_rates_);
                add(floor_round, floor_total_, floor_cpu_rates_, floor_wall_rates_);
            }
        }
    }

    void check_same_work() const {
        const auto ours = rows_left(inputs_, kHttpSubject);
        const auto floor = rows_left(inputs_, kSqlSubject);
        if (ours.rows_of_one != floor.rows_of_one) {
            fail("the two sides do not write the same: " + ours.rows_of_one + "against " +
                 floor.rows_of_one);
        }
    }

    void write(Row& row) const {
        row.rate_per_cpu_s = median(our_cpu_rates_);
        row.floor_per_cpu_s = median(floor_cpu_rates_);
        const double wall = median(our_wall_rates_);
        const double floor_wall = median(floor_wall_rates_);
        row.other_ratio = wall / floor_wall;
        row.figures = {{"rate_per_s", wall},
                       {"floor_per_s", floor_wall},
                       {"wall_ratio", row.other_ratio},
                       {"p50_ms", percentile_ms(our_total_.latencies, 0.5)},
                       {"p99_ms", percentile_ms(our_total_.latencies, 0.99)},
                       {"floor_p50_ms", percentile_ms(floor_total_.latencies, 0.5)},
                       {"floor_p99_ms", percentile_ms(floor_total_.latencies, 0.99)},
                       {"registrations", static_cast<double>(our_total_.latencies.size())},
                       {"floor_registrations", static_cast<double>(floor_total_.latencies.size())}};
    }

private:
    const RegistrationInputs& inputs_;
    Side ours_{{}, cpu_of_ours};
    Side floor_{{}, cpu_of_floor};
    Done our_total_;
    Done floor_total_;
    std::vector<double> our_cpu_rates_;
    std::vector<double> floor_cpu_rates_;
    std::vector<double> our_wall_rates_;
    std::vector<double> floor_wall_rates_;
};

}  // namespace

Row run_registration(const Bench& bench, const std::filesystem::path& inputs, const Pace& pace) {
    constexpr int kLonger = 6;  // disks need longer rounds than processors
    const auto given = read_registration_inputs(inputs / bench.input);
    if (given.journals.size() < static_cast<std::size_t>(bench.parallel)) {
        fail("a journal for each connection is needed");
    }
    Contest contest{given, bench.parallel};
    contest.run(pace.rounds, pace.per_side * kLonger);
    contest.check_same_work();
    Row row{std::string{bench.name}};
    row.goal = bench.goal;
    row.peak_rss_mb = peak_rss_mb_of(given.server);
    contest.write(row);
    row.figures["connections"] = bench.parallel;
    row.figures["journals"] = bench.parallel;
    row.note = "CPU of server and PostgreSQL against CPU of libpq client and PostgreSQL";
    return row;
}

}  // namespace mohur::bench
