// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/agency_scope.h"
#include "documents/storage/rows.h"
#include "documents/storage/statement.h"
#include "signing/core/result.h"

#include <initializer_list>
#include <memory>
#include <optional>
#include <span>

namespace mohur::documents::sql {

struct Lease;  // a connection on loan from the pool

/// The scope of what belongs to no agency: persons, logins, the directory of agencies.
struct GlobalScope {};

/// One database transaction in one agency's scope. Rolls back unless committed.
///
/// One thread at a time. Handed to services by reference: the caller owns it and commits it, so a
/// change, its audit event and its idempotency row share it.
class Transaction {
public:
    explicit Transaction(std::unique_ptr<Lease> lease, std::optional<AgencyScope> scope);
    Transaction(Transaction&&) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// The agency that row-level security shows; calling it in a global transaction is a broken
    /// invariant.
    [[nodiscard]] AgencyId agency() const;

    /// Runs a prepared statement. Errors are those of `translate` in sqlstate_internal.h:
    /// `conflict` for unique and exclusion violations, `malformed` for checks, `denied` for missing
    /// rights, `unavailable` "database-busy" for deadlocks and lock time-outs, and the slug and
    /// kind that a function of ours raised.
    template <class... Args>
    [[nodiscard]] Result<Rows> exec(const Statement& statement, const Args&... args) {
        const std::initializer_list<Parameter> parameters{Parameter{args}...};
        return run(statement, {parameters.begin(), parameters.size()});
    }
    /// Exactly one row, or `not_found` with `reason`.
    template <class... Args>
    [[nodiscard]] Result<Row> exec_one(std::string_view reason, const Statement& statement,
                                       const Args&... args) {
        MOHUR_TRY(const auto rows, exec(statement, args...));
        if (rows.size() != 1) {
            return Error::not_found(std::string{reason}, statement.name);
        }
        return rows[0];
    }
    /// At least one row changed, or `conflict` with `reason`: the WHERE clause repeats the state
    /// that is expected, so of two concurrent changes one matches no row.
    template <class... Args>
    [[nodiscard]] Result<void> change(std::string_view reason, const Statement& statement,
                                      const Args&... args) {
        MOHUR_TRY(const auto rows, exec(statement, args...));
        if (rows.affected() == 0) {
            return Error::conflict(std::string{reason}, statement.name);
        }
        return {};
    }

    /// Makes the work durable. On a lost connection the outcome is unknown: `unavailable`
    /// "database-outcome-unknown"; repeat with the same idempotency key to learn it.
    [[nodiscard]] Result<void> commit();

private:
    [[nodiscard]] Result<Rows> run(const Statement& statement,
                                   std::span<const Parameter> parameters);

    std::unique_ptr<Lease> lease_;
    std::optional<AgencyScope> scope_;
};

}  // namespace mohur::documents::sql
