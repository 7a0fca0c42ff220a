// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/ids.h"
#include "documents/storage/transaction.h"
#include "signing/core/json.h"

#include <optional>
#include <string_view>

namespace mohur::documents {

/// A request that may come twice: who asked, under which key, for what.
struct RequestKey {
    PersonId person;
    std::string key;    ///< of the Idempotency-Key header
    Bytes body_digest;  ///< SHA-256 over method, path and body
};

/// Opens the request in the transaction of its effect. Gives the stored answer when it was done
/// before; nothing when it shall be done now. A second transaction with the same key waits for the
/// first. `conflict` "idempotency-mismatch" when the key stands for another body.
[[nodiscard]] Result<std::optional<Json>> begin_request(sql::Transaction& tx,
                                                        const RequestKey& request, Time now);
/// Stores the answer, in the same transaction.
[[nodiscard]] Result<void> finish_request(sql::Transaction& tx, const RequestKey& request,
                                          const Json& answer);
/// Forgets keys older than `before`; returns how many.
[[nodiscard]] Result<std::int64_t> sweep_requests(sql::Transaction& tx, Time before);

}  // namespace mohur::documents
