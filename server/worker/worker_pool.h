// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/task.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::server {

/// What one worker process may use up before it is ended.
struct WorkerLimits {
    std::uint64_t memory_bytes = 2ULL << 30U;  ///< address space
    std::chrono::seconds cpu{60};
    std::chrono::milliseconds wall{120'000};   ///< brokered requests included
    std::uint64_t output_bytes = 4ULL << 30U;  ///< of one output file
    std::size_t fetches = 64;                  ///< brokered requests of one task
};

struct WorkerSettings {
    std::string program = "/proc/self/exe";
    std::vector<std::string> arguments{"worker"};
    WorkerLimits limits;
    std::size_t parallel = 4;  ///< processes at the same time; more callers wait
};

/// Runs tasks on untrusted bytes, each in a process of its own: bounded, without keys, environment,
/// descriptors or network of its own. A crash is an answer for that task only. Its requests for
/// validation material go through `fetcher`, which holds the egress policy. Thread-safe. Borrows
/// `fetcher`.
class WorkerPool {
public:
    WorkerPool(WorkerSettings settings, HttpFetcher& fetcher);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// What the task answered. Errors: the task's own; `unavailable` "worker-timeout"; `internal`
    /// "worker-crashed" (the detail says how), "worker-not-started"; `too_large` "worker-memory",
    /// "worker-frame"; `integrity` "worker-frame".
    [[nodiscard]] Result<Json> run(std::string_view task, const Json& request,
                                   const TaskFiles& files) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mohur::server
