// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/database.h"

#include "documents/storage/lease_internal.h"
#include "documents/storage/sqlstate_internal.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace mohur::documents::sql {
namespace {

constexpr const char* kWrite = "BEGIN";
constexpr const char* kRead = "BEGIN READ ONLY";
constexpr const char* kSnapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

}  // namespace

// Connections at rest, and how many exist. Shared with the leases, which come back after the
// Database object may have gone.
struct Database::Pool {
    Pool(Target where, PoolLimits bounds) : target{std::move(where)}, limits{bounds} {}

    const Target target;
    const PoolLimits limits;
    std::mutex mutex;
    std::condition_variable freed;
    std::vector<Connection> resting;
    std::size_t existing = 0;

    /// A resting connection, or nothing when a new one may be opened (it is counted already).
    Result<std::optional<Connection>> take() {
        std::unique_lock lock{mutex};
        const auto possible = [this] { return !resting.empty() || existing < limits.connections; };
        if (!freed.wait_for(lock, limits.wait, possible)) {
            return Error::unavailable("database-pool-exhausted");
        }
        if (resting.empty()) {
            ++existing;
            return std::optional<Connection>{};
        }
        std::optional<Connection> taken{std::move(resting.back())};
        resting.pop_back();
        return taken;
    }
    void put(Connection connection) {
        {
            const std::lock_guard lock{mutex};
            if (connection.usable() && connection.idle()) {
                resting.push_back(std::move(connection));
            } else {
                --existing;
            }
        }
        freed.notify_one();
    }
    void forget_one() {
        {
            const std::lock_guard lock{mutex};
            --existing;
        }
        freed.notify_one();
    }
    Result<Connection> acquire() {
        MOHUR_TRY(auto taken, take());
        if (taken && taken->usable()) {
            return std::move(*taken);
        }
        auto opened = Connection::open(target, {limits.lock_timeout, limits.statement_timeout});
        if (!opened) {
            forget_one();
        }
        return opened;
    }
};

Database::Database(std::shared_ptr<Pool> pool) : pool_{std::move(pool)} {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::connect(const Target& target, PoolLimits limits) {
    auto pool = std::make_shared<Pool>(target, limits);
    MOHUR_TRY(auto first, pool->acquire());
    pool->put(std::move(first));
    return Database{std::move(pool)};
}

Result<Transaction> Database::start(std::optional<AgencyScope> scope, const char* begin) const {
    // The id is printed from a typed value, so nothing from outside enters the text.
    const std::string agency = scope ? to_string(scope->agency()) : std::string{};
    const std::string text = std::string{begin} + "; SET LOCAL mohur.agency = '" + agency + "'";
    // A connection that died at rest shows it only here; one fresh attempt is safe, for nothing
    // ran.
    for (int attempt = 1;; ++attempt) {
        MOHUR_TRY(auto connection, pool_->acquire());
        auto lease = std::make_unique<Lease>(
            std::move(connection), [pool = pool_](Connection back) { pool->put(std::move(back)); });
        const auto begun = lease->connection.script(text);
        if (begun) {
            return Transaction{std::move(lease), scope};
        }
        if (lease->connection.usable() || attempt > static_cast<int>(pool_->limits.connections)) {
            return begun.error();
        }
    }
}

Result<Transaction> Database::begin(const AgencyScope& scope) const {
    return start(scope, kWrite);
}
Result<Transaction> Database::begin(GlobalScope) const {
    return start(std::nullopt, kWrite);
}
Result<Transaction> Database::begin_read(const AgencyScope& scope) const {
    return start(scope, kRead);
}
Result<Transaction> Database::begin_read(GlobalScope) const {
    return start(std::nullopt, kRead);
}
Result<Transaction> Database::begin_snapshot(const AgencyScope& scope) const {
    return start(scope, kSnapshot);
}
Result<Transaction> Database::begin_snapshot(GlobalScope) const {
    return start(std::nullopt, kSnapshot);
}

bool Database::wait_before_retry(const Error& error, int attempt) const {
    if (error.reason != kBusy || attempt >= pool_->limits.attempts) {
        return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{2 << attempt});
    return true;
}

}  // namespace mohur::documents::sql
