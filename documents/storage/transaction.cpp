// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/transaction.h"

#include "documents/storage/lease_internal.h"

namespace mohur::documents::sql {

Lease::~Lease() {
    if (connection.usable() && !connection.idle()) {
        static_cast<void>(connection.script("ROLLBACK"));
    }
    give_back(std::move(connection));
}

Transaction::Transaction(std::unique_ptr<Lease> lease, std::optional<AgencyScope> scope)
    : lease_{std::move(lease)}, scope_{scope} {}
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

AgencyId Transaction::agency() const {
    MOHUR_CHECK(scope_.has_value());
    return scope_->agency();
}

Result<Rows> Transaction::run(const Statement& statement, std::span<const Parameter> parameters) {
    MOHUR_CHECK(lease_ != nullptr);
    return lease_->connection.exec(statement, parameters);
}

Result<void> Transaction::commit() {
    MOHUR_CHECK(lease_ != nullptr);
    const auto lease = std::move(lease_);
    // PostgreSQL answers COMMIT of a failed transaction with a rollback and no error.
    if (lease->connection.failed()) {
        return Error::internal("transaction-failed", "commit after an error");
    }
    const auto answer = lease->connection.script("COMMIT");
    if (!answer && !lease->connection.usable()) {
        return Error::unavailable("database-outcome-unknown", answer.error().detail);
    }
    MOHUR_TRY_VOID(answer);
    return {};
}

}  // namespace mohur::documents::sql
