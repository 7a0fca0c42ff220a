// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/jobs/job.h"
#include "documents/organisation/organisation.h"
#include "documents/storage/cells.h"
#include "server/observe/log.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mohur::server {

/// How often, and how far apart, work that failed is tried again. The default spans about a day:
/// an authority that is down over night is asked again the next morning. Immutable value.
struct RetryPolicy {
    int attempts = 12;              ///< the last failure buries the job
    std::chrono::seconds first{5};  ///< after the first attempt; three times as long after each
    std::chrono::seconds longest{std::chrono::hours{6}};

    /// How long to wait after attempt `attempt` (1 is the first).
    [[nodiscard]] std::chrono::seconds delay_after(int attempt) const noexcept;
};

/// True for failures that the same work would meet again (malformed, unsupported, too large, not
/// found, denied): the job is dead at once. The others (unavailable, conflict, integrity, internal)
/// are tried again.
[[nodiscard]] bool is_permanent(const Error& error) noexcept;

/// Does the jobs of all agencies in the background of one node (documents/jobs: rows claimed by a
/// lease, so any number of nodes run at once). A job may run twice, when a node dies or loses its
/// lease: work looks at the records for what is done already. No transaction is open while work
/// runs; it opens its own.
///
/// `add` everything before `start`. `nudge` and `run_due` are thread-safe; start and stop from one
/// thread. Borrows everything given to it.
class JobRunner {
public:
    using Work = std::function<Result<void>(const documents::AgencyScope&, const documents::Job&)>;

    struct Settings {
        std::string worker;                    ///< names this node in the rows; unique
        int threads = 2;                       ///< jobs done at once
        std::chrono::milliseconds poll{500};   ///< how soon another node's work is noticed
        std::chrono::seconds lease{60};        ///< renewed at a third of it while work runs
        std::chrono::hours keep_done{7 * 24};  ///< then the row of finished work is deleted
    };

    JobRunner(const documents::Cells& cells, const IdSource& ids, const Clock& clock, Log& log,
              Settings settings);
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;
    ~JobRunner();

    /// Work for jobs of `kind`. Two works for one kind are a broken invariant.
    void add(const std::string& kind, Work work, RetryPolicy retry = {});
    void start();
    /// Claims nothing more and waits for the work in hand, which has time limits of its own.
    void stop() noexcept;
    /// Looks for work at once: call it after the commit of a transaction that enqueued.
    void nudge() noexcept;
    /// Does everything that is due, in this thread; how many jobs it ran.
    std::size_t run_due();

private:
    struct Kind {
        Work work;
        RetryPolicy retry;
    };
    struct Claimed {
        documents::AgencyScope scope;
        documents::Job job;
    };

    void work_until_stopped();
    void renew_until_stopped();
    [[nodiscard]] std::optional<Claimed> next();
    [[nodiscard]] std::optional<Claimed> claim();
    [[nodiscard]] Result<std::optional<Claimed>> claim_of(const documents::Agency& agency);
    void perform(const Claimed& claimed);
    [[nodiscard]] Result<void> outcome_of(const Claimed& claimed, const Kind& kind) const;
    void settle(const Claimed& claimed, const RetryPolicy& retry, const Result<void>& outcome);
    void renew_leases();
    void forget_done(const std::vector<documents::Agency>& agencies);
    void report(const Claimed& claimed, const Error& error, bool buried);

    const documents::Cells& cells_;
    const Clock& clock_;
    Log& log_;
    documents::Jobs jobs_;
    Settings settings_;
    std::map<std::string, Kind> kinds_;
    std::vector<std::string> names_;  ///< of the kinds

    std::mutex turn_;  ///< who looks for work; the members up to the next mutex belong to it
    std::size_t first_agency_ = 0;  ///< the next look starts behind the agency served last
    Time sweep_at_;
    bool failing_ = false;

    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::uint64_t nudges_ = 0;
    std::map<documents::JobId, Claimed> running_;

    std::vector<std::thread> threads_;
};

}  // namespace mohur::server
