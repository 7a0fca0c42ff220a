// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/jobs/job.h"

#include <algorithm>

namespace mohur::documents {
namespace {

constexpr sql::Statement kEnqueue{"job.enqueue", R"sql(
    INSERT INTO job (agency_id, id, kind, subject, payload, state, run_at, created_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, 'ready', $6, $7, $7)
    ON CONFLICT (agency_id, kind, subject) WHERE state IN ('ready', 'leased') DO NOTHING
)sql"};

constexpr sql::Statement kClaim{"job.claim", R"sql(
    UPDATE job
       SET state = 'leased', worker = $3, attempt = attempt + 1, lease_until = $5, changed_at = $4
     WHERE agency_id = $1
       AND id = (SELECT id FROM job
                  WHERE agency_id = $1 AND kind = ANY ($2)
                    AND ((state = 'ready' AND run_at <= $4)
                         OR (state = 'leased' AND lease_until <= $4))
                  ORDER BY run_at, id
                  LIMIT 1
                    FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, subject, payload, attempt, lease_until
)sql"};

constexpr sql::Statement kHeartbeat{"job.heartbeat", R"sql(
    UPDATE job SET lease_until = $4, changed_at = $5
     WHERE agency_id = $1 AND id = $2 AND attempt = $3 AND state = 'leased'
)sql"};

constexpr sql::Statement kFinish{"job.finish", R"sql(
    UPDATE job SET state = 'done', lease_until = NULL, error = '', changed_at = $4
     WHERE agency_id = $1 AND id = $2 AND attempt = $3 AND state = 'leased'
)sql"};

constexpr sql::Statement kFail{"job.fail", R"sql(
    UPDATE job SET state = $4, lease_until = NULL, error = $5, run_at = coalesce($6, run_at),
                   changed_at = $7
     WHERE agency_id = $1 AND id = $2 AND attempt = $3 AND state = 'leased'
)sql"};

constexpr sql::Statement kDead{"job.dead", R"sql(
    SELECT id, kind, subject, attempt, error, changed_at
      FROM job
     WHERE agency_id = $1 AND state = 'dead'
     ORDER BY changed_at DESC, id
     LIMIT 200
)sql"};

constexpr sql::Statement kReplay{"job.replay", R"sql(
    UPDATE job SET state = 'ready', attempt = 0, run_at = $3, changed_at = $3
     WHERE agency_id = $1 AND id = $2 AND state = 'dead'
)sql"};

constexpr sql::Statement kForgetDone{"job.forget_done", R"sql(
    DELETE FROM job WHERE agency_id = $1 AND state = 'done' AND changed_at < $2
)sql"};

std::string printable(std::string_view error) {
    std::string line{error.substr(0, 1'000)};
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return line;
}

}  // namespace

Result<void> Jobs::enqueue(sql::Transaction& tx, const NewJob& job, Time now) const {
    MOHUR_TRY_VOID(tx.exec(kEnqueue, tx.agency(), ids_.next(), job.kind, job.subject, job.payload,
                           job.run_at, now));
    return {};
}

Result<std::optional<Job>> Jobs::claim(sql::Transaction& tx, const std::vector<std::string>& kinds,
                                       std::string_view worker, Time now,
                                       std::chrono::seconds lease) const {
    MOHUR_TRY(const auto rows, tx.exec(kClaim, tx.agency(), kinds, worker, now, now + lease));
    if (rows.empty()) {
        return std::optional<Job>{};
    }
    const auto row = rows[0];
    return std::optional{Job{row.get<JobId>("id"), row.text("kind"), row.text("subject"),
                             row.get<Json>("payload"), row.get<int>("attempt"),
                             row.get<Time>("lease_until")}};
}

Result<void> Jobs::heartbeat(sql::Transaction& tx, const Job& job, Time now,
                             std::chrono::seconds lease) const {
    return tx.change("lease-lost", kHeartbeat, tx.agency(), job.id, job.attempt, now + lease, now);
}

Result<void> Jobs::finish(sql::Transaction& tx, const Job& job, Time now) const {
    return tx.change("lease-lost", kFinish, tx.agency(), job.id, job.attempt, now);
}

Result<void> Jobs::fail(sql::Transaction& tx, const Job& job, std::string_view error,
                        std::optional<Time> retry_at, Time now) const {
    return tx.change("lease-lost", kFail, tx.agency(), job.id, job.attempt,
                     retry_at ? "ready" : "dead", printable(error), retry_at, now);
}

Result<std::vector<DeadJob>> Jobs::dead(sql::Transaction& tx) const {
    MOHUR_TRY(const auto rows, tx.exec(kDead, tx.agency()));
    return rows.map([](const sql::Row& row) {
        return DeadJob{row.get<JobId>("id"),    row.text("kind"),  row.text("subject"),
                       row.get<int>("attempt"), row.text("error"), row.get<Time>("changed_at")};
    });
}

Result<void> Jobs::replay(sql::Transaction& tx, JobId id, Time now) const {
    return tx.change("job-not-dead", kReplay, tx.agency(), id, now);
}

Result<void> Jobs::forget_done(sql::Transaction& tx, Time before) const {
    MOHUR_TRY_VOID(tx.exec(kForgetDone, tx.agency(), before));
    return {};
}

}  // namespace mohur::documents
