// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

struct NewJob {
    std::string kind;     ///< "deliver_consignment": [a-z_]
    std::string subject;  ///< what it is about; one of a kind waits or runs for a subject at a time
    Json payload;         ///< ids, no content
    Time run_at;
};

/// A job in the hands of one worker. `attempt` fences: a worker whose lease ran out cannot finish
/// what another has taken over.
struct Job {
    JobId id;
    std::string kind;
    std::string subject;
    Json payload;
    int attempt = 0;
    Time lease_until;
};

struct DeadJob {
    JobId id;
    std::string kind;
    std::string subject;
    int attempt = 0;
    std::string error;
    Time changed_at;
};

/// Background work as rows, claimed by a lease in a transaction of its own; no lock is held while
/// the work is done. Thread-safe. Borrows `ids`.
class Jobs {
public:
    explicit Jobs(const IdSource& ids) : ids_{ids} {}

    /// In the transaction that makes the work necessary; nothing happens when the same work waits.
    [[nodiscard]] Result<void> enqueue(sql::Transaction& tx, const NewJob& job, Time now) const;
    /// The next due job of these kinds, or one whose lease ran out.
    [[nodiscard]] Result<std::optional<Job>> claim(sql::Transaction& tx,
                                                   const std::vector<std::string>& kinds,
                                                   std::string_view worker, Time now,
                                                   std::chrono::seconds lease) const;
    /// Errors of the following: `conflict` "lease-lost".
    [[nodiscard]] Result<void> heartbeat(sql::Transaction& tx, const Job& job, Time now,
                                         std::chrono::seconds lease) const;
    [[nodiscard]] Result<void> finish(sql::Transaction& tx, const Job& job, Time now) const;
    /// To be tried again at `retry_at`; without a time the job is dead. Of `error` the first 1000
    /// octets are kept, and of those what is printable ASCII: it may quote a foreign server.
    [[nodiscard]] Result<void> fail(sql::Transaction& tx, const Job& job, std::string_view error,
                                    std::optional<Time> retry_at, Time now) const;
    [[nodiscard]] Result<std::vector<DeadJob>> dead(sql::Transaction& tx) const;
    /// A dead job gets its attempts again.
    [[nodiscard]] Result<void> replay(sql::Transaction& tx, JobId id, Time now) const;
    /// Deletes the rows of work that was finished before `before`.
    [[nodiscard]] Result<void> forget_done(sql::Transaction& tx, Time before) const;

private:
    const IdSource& ids_;
};

}  // namespace mohur::documents
