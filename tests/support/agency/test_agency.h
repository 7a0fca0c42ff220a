// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/organisation/organisation.h"
#include "documents/registry/registrar.h"
#include "tests/support/agency/memory_blob_store.h"
#include "tests/support/postgres/test_cluster.h"

namespace mohur::testing {

/// A clock that a test moves. Thread-compatible.
class MovableClock final : public Clock {
public:
    explicit MovableClock(Time start) : now_{start} {}
    [[nodiscard]] Time now() const override { return now_; }
    void advance(std::chrono::microseconds by) { now_ += by; }

private:
    Time now_;
};

/// Somebody of the agency who acts.
struct Member {
    documents::PersonId person;
    documents::AssignmentId assignment;
};

/// A new agency with people and journals in the shared cluster, standing on 5 March 2026, 10:00 in
/// Baku.
class TestAgency {
public:
    TestAgency();
    /// In another cluster than the shared one.
    explicit TestAgency(const documents::sql::Database& database);

    [[nodiscard]] const documents::sql::Database& database() const { return database_; }
    [[nodiscard]] const documents::AgencyScope& scope() const { return scope_; }
    [[nodiscard]] const IdSource& ids() const { return ids_; }
    [[nodiscard]] MovableClock& clock() { return clock_; }
    [[nodiscard]] MemoryBlobStore& blobs() { return blobs_; }

    /// Powers: head sign, resolve, control; office register; keeper seal; clerk and adviser none;
    /// chief administer.
    Member head, office, keeper, clerk, adviser, chief;
    documents::JournalId incoming, outgoing, certificates;
    documents::UnitId unit;

    [[nodiscard]] documents::Act act_of(const Member& member) const;
    [[nodiscard]] documents::Act act_for(const Member& deputy, const Member& principal) const;

    /// A value out of a committed transaction; an error ends the program.
    template <class Body>
    auto write(Body body) {
        return must(database_.write(scope_, body));
    }
    /// The result of a transaction that may fail.
    template <class Body>
    auto attempt(Body body) {
        return database_.write(scope_, body);
    }

    [[nodiscard]] documents::NewFile file(std::string_view content,
                                          documents::FileRole role = documents::FileRole::main);
    [[nodiscard]] documents::Card card(documents::Direction direction) const;
    /// A captured draft by `author`.
    [[nodiscard]] documents::Document draft(documents::Direction direction, const Member& author);
    [[nodiscard]] documents::Document reload(documents::DocumentId id);
    /// A new member with the given powers.
    [[nodiscard]] Member hire(const std::string& surname, const std::string& post,
                              const std::vector<documents::Power>& powers);

private:
    const documents::sql::Database& database_;
    MovableClock clock_;
    SystemRandom random_;
    IdSource ids_;
    documents::AgencyScope scope_;
    MemoryBlobStore blobs_;
};

}  // namespace mohur::testing
