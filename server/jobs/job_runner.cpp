// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/jobs/job_runner.h"

#include "signing/core/check.h"

#include <algorithm>

namespace mohur::server {
namespace {

namespace sql = documents::sql;
using documents::Agency;
using documents::AgencyScope;

constexpr std::chrono::hours kBetweenSweeps{1};

}  // namespace

std::chrono::seconds RetryPolicy::delay_after(int attempt) const noexcept {
    auto delay = first;
    for (int i = 1; i < attempt && delay < longest; ++i) {
        delay *= 3;
    }
    return std::min(delay, longest);
}

bool is_permanent(const Error& error) noexcept {
    switch (error.code) {
        case ErrorCode::malformed:
        case ErrorCode::unsupported:
        case ErrorCode::too_large:
        case ErrorCode::not_found:
        case ErrorCode::denied: return true;
        case ErrorCode::conflict:
        case ErrorCode::unavailable:
        case ErrorCode::integrity:
        case ErrorCode::internal: return false;
    }
    return false;
}

JobRunner::JobRunner(const documents::Cells& cells, const IdSource& ids, const Clock& clock,
                     Log& log, Settings settings)
    : cells_{cells},
      clock_{clock},
      log_{log},
      jobs_{ids},
      settings_{std::move(settings)},
      sweep_at_{clock.now()} {}

JobRunner::~JobRunner() {
    stop();
}

void JobRunner::add(const std::string& kind, Work work, RetryPolicy retry) {
    MOHUR_CHECK(threads_.empty());
    MOHUR_CHECK(kinds_.emplace(kind, Kind{std::move(work), retry}).second);
    names_.push_back(kind);
}

void JobRunner::start() {
    MOHUR_CHECK(threads_.empty() && !stopping_);
    for (int i = 0; i < settings_.threads; ++i) {
        threads_.emplace_back([this] { work_until_stopped(); });
    }
    threads_.emplace_back([this] { renew_until_stopped(); });
}

void JobRunner::stop() noexcept {
    {
        const std::scoped_lock lock{mutex_};
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

void JobRunner::nudge() noexcept {
    {
        const std::scoped_lock lock{mutex_};
        ++nudges_;
    }
    changed_.notify_all();
}

std::size_t JobRunner::run_due() {
    std::size_t count = 0;
    for (;; ++count) {
        std::unique_lock turn{turn_};
        const auto claimed = claim();
        turn.unlock();
        if (!claimed) {
            return count;
        }
        perform(*claimed);
    }
}

void JobRunner::work_until_stopped() {
    while (const auto claimed = next()) {
        perform(*claimed);
    }
}

/// One thread looks for work and the others wait for their turn, so that idle threads cost the
/// database nothing.
std::optional<JobRunner::Claimed> JobRunner::next() {
    const std::scoped_lock turn{turn_};
    for (;;) {
        std::unique_lock lock{mutex_};
        if (stopping_) {
            return std::nullopt;
        }
        const auto seen = nudges_;
        lock.unlock();
        if (auto claimed = claim()) {
            return claimed;
        }
        lock.lock();
        changed_.wait_for(lock, settings_.poll, [&] { return stopping_ || nudges_ != seen; });
    }
}

std::optional<JobRunner::Claimed> JobRunner::claim() {
    if (names_.empty()) {
        return std::nullopt;
    }
    const auto agencies = cells_.global().read(
        sql::GlobalScope{}, [](sql::Transaction& tx) { return documents::agencies(tx); });
    Result<std::optional<Claimed>> claimed = std::optional<Claimed>{};
    if (!agencies) {
        claimed = agencies.error();
    } else {
        forget_done(*agencies);
        for (std::size_t i = 0; i < agencies->size() && claimed && !*claimed; ++i) {
            claimed = claim_of((*agencies)[(first_agency_ + i) % agencies->size()]);
            if (claimed && *claimed) {
                first_agency_ = (first_agency_ + i + 1) % agencies->size();
            }
        }
    }
    if (!claimed && !failing_) {
        log_.error("jobs.claim_failed", {{"reason", claimed.error().reason}});
    }
    failing_ = !claimed;
    return claimed ? *claimed : std::nullopt;
}

Result<std::optional<JobRunner::Claimed>> JobRunner::claim_of(const Agency& agency) {
    const AgencyScope scope{agency.id};
    MOHUR_TRY(auto job, cells_.of(scope).write(scope, [&](sql::Transaction& tx) {
        return jobs_.claim(tx, names_, settings_.worker, clock_.now(), settings_.lease);
    }));
    return job ? std::optional{Claimed{scope, *std::move(job)}} : std::nullopt;
}

void JobRunner::perform(const Claimed& claimed) {
    const auto& kind = kinds_.at(claimed.job.kind);
    {
        const std::scoped_lock lock{mutex_};
        running_.emplace(claimed.job.id, claimed);
    }
    const auto outcome = outcome_of(claimed, kind);
    {
        const std::scoped_lock lock{mutex_};
        running_.erase(claimed.job.id);
    }
    changed_.notify_all();
    settle(claimed, kind.retry, outcome);
}

/// A job that ends the process is claimed anew whenever its lease runs out, so attempts are counted
/// here as well as on failure.
Result<void> JobRunner::outcome_of(const Claimed& claimed, const Kind& kind) const {
    if (claimed.job.attempt > kind.retry.attempts) {
        return Error::unsupported("job-attempts-used-up");
    }
    return kind.work(claimed.scope, claimed.job);
}

void JobRunner::settle(const Claimed& claimed, const RetryPolicy& retry,
                       const Result<void>& outcome) {
    const auto& job = claimed.job;
    const auto now = clock_.now();
    const bool bury = !outcome && (is_permanent(outcome.error()) || job.attempt >= retry.attempts);
    const auto settled =
        cells_.of(claimed.scope).write(claimed.scope, [&](sql::Transaction& tx) -> Result<void> {
            if (outcome) {
                return jobs_.finish(tx, job, now);
            }
            const auto& error = outcome.error();
            return jobs_.fail(
                tx, job, error.reason + ": " + error.detail,
                bury ? std::nullopt : std::optional{now + retry.delay_after(job.attempt)}, now);
        });
    if (!outcome) {
        report(claimed, outcome.error(), bury);
    }
    if (!settled) {
        log_.warning(
            "job.not_settled",
            {{"kind", job.kind}, {"job", to_string(job.id)}, {"reason", settled.error().reason}});
    }
}

void JobRunner::report(const Claimed& claimed, const Error& error, bool buried) {
    log_.write(buried ? LogLevel::error : LogLevel::warning, buried ? "job.dead" : "job.failed",
               {{"kind", claimed.job.kind},
                {"job", to_string(claimed.job.id)},
                {"agency", to_string(claimed.scope.agency())},
                {"attempt", claimed.job.attempt},
                {"reason", error.reason},
                {"detail", error.detail}});
}

void JobRunner::renew_until_stopped() {
    const auto interval = std::chrono::milliseconds{settings_.lease} / 3;
    std::unique_lock lock{mutex_};
    while (!stopping_ || !running_.empty()) {
        changed_.wait_for(lock, interval, [&] { return stopping_ && running_.empty(); });
        lock.unlock();
        renew_leases();
        lock.lock();
    }
}

void JobRunner::renew_leases() {
    std::unique_lock lock{mutex_};
    const auto running = running_;
    lock.unlock();
    for (const auto& [id, claimed] : running) {
        const auto renewed =
            cells_.of(claimed.scope).write(claimed.scope, [&](sql::Transaction& tx) {
                return jobs_.heartbeat(tx, claimed.job, clock_.now(), settings_.lease);
            });
        lock.lock();
        const bool still_running = running_.contains(id);
        lock.unlock();
        if (!renewed && still_running) {
            log_.warning("job.lease_not_renewed",
                         {{"job", to_string(id)}, {"reason", renewed.error().reason}});
        }
    }
}

void JobRunner::forget_done(const std::vector<Agency>& agencies) {
    const auto now = clock_.now();
    if (now < sweep_at_) {
        return;
    }
    sweep_at_ = now + kBetweenSweeps;
    for (const auto& agency : agencies) {
        const AgencyScope scope{agency.id};
        const auto done = cells_.of(scope).write(scope, [&](sql::Transaction& tx) {
            return jobs_.forget_done(tx, now - settings_.keep_done);
        });
        if (!done) {
            log_.warning("jobs.sweep_failed", {{"reason", done.error().reason}});
        }
    }
}

}  // namespace mohur::server
