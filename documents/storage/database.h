// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/target.h"
#include "documents/storage/transaction.h"

#include <chrono>
#include <memory>
#include <type_traits>
#include <utility>

namespace mohur::documents::sql {

/// Bounds of one node's connections.
struct PoolLimits {
    std::size_t connections = 8;                    ///< 8 to 16; more only queue inside PostgreSQL
    std::chrono::milliseconds wait{5'000};          ///< for a free connection
    std::chrono::milliseconds lock_timeout{2'000};  ///< then 55P03, retried by `write`
    std::chrono::milliseconds statement_timeout{30'000};
    int attempts = 8;  ///< of one `write` on deadlock or lock time-out
};

/// One PostgreSQL with a pool of connections. Thread-safe.
class Database {
public:
    /// Opens one connection at once (so that a wrong target fails here), the others when needed.
    /// Errors: `unavailable` "database-unavailable".
    [[nodiscard]] static Result<Database> connect(const Target& target, PoolLimits limits = {});
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    [[nodiscard]] Result<Transaction> begin(const AgencyScope& scope) const;
    [[nodiscard]] Result<Transaction> begin(GlobalScope scope) const;
    [[nodiscard]] Result<Transaction> begin_read(const AgencyScope& scope) const;
    [[nodiscard]] Result<Transaction> begin_read(GlobalScope scope) const;
    [[nodiscard]] Result<Transaction> begin_snapshot(const AgencyScope& scope) const;
    [[nodiscard]] Result<Transaction> begin_snapshot(GlobalScope scope) const;

    /// Runs `body(Transaction&)` and commits; rolls back when it returns an error. A deadlock or a
    /// lock time-out (`unavailable` "database-busy") runs `body` again, so it must do nothing that
    /// a rollback does not undo.
    template <class Scope, class Body>
    auto write(const Scope& scope, Body&& body) const -> std::invoke_result_t<Body&, Transaction&> {
        for (int attempt = 1;; ++attempt) {
            auto outcome = write_once(scope, body);
            if (outcome || !wait_before_retry(outcome.error(), attempt)) {
                return outcome;
            }
        }
    }
    /// Runs `body(Transaction&)` in a read-only transaction.
    template <class Scope, class Body>
    auto read(const Scope& scope, Body&& body) const -> std::invoke_result_t<Body&, Transaction&> {
        MOHUR_TRY(auto transaction, begin_read(scope));
        return body(transaction);
    }

    /// Runs `body(Transaction&)` on one unchanging picture of the database, however many statements
    /// it takes (REPEATABLE READ, read only).
    template <class Scope, class Body>
    auto snapshot(const Scope& scope, Body&& body) const
        -> std::invoke_result_t<Body&, Transaction&> {
        MOHUR_TRY(auto transaction, begin_snapshot(scope));
        return body(transaction);
    }

private:
    struct Pool;
    explicit Database(std::shared_ptr<Pool> pool);

    template <class Scope, class Body>
    auto write_once(const Scope& scope, Body& body) const
        -> std::invoke_result_t<Body&, Transaction&> {
        MOHUR_TRY(auto transaction, begin(scope));
        auto outcome = body(transaction);
        if (outcome) {
            MOHUR_TRY_VOID(transaction.commit());
        }
        return outcome;
    }
    [[nodiscard]] Result<Transaction> start(std::optional<AgencyScope> scope,
                                            const char* begin) const;
    /// False when `error` is final or the attempts are used up; otherwise sleeps a little.
    [[nodiscard]] bool wait_before_retry(const Error& error, int attempt) const;

    std::shared_ptr<Pool> pool_;
};

}  // namespace mohur::documents::sql
