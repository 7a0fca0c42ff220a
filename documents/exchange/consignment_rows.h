// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/exchange/consignment.h"
#include "documents/model/act.h"
#include "documents/storage/transaction.h"

namespace mohur::documents {

/// The package in the columns `algorithm`, `digest` and `size`, none of which is NULL.
[[nodiscard]] Package package_from(const sql::Row& row);
[[nodiscard]] OutgoingState outgoing_state_from(std::string_view name);
[[nodiscard]] IncomingState incoming_state_from(std::string_view name);
/// The row that lets other rows name the content.
[[nodiscard]] Result<void> remember_package(sql::Transaction& tx, const Act& act,
                                            const StoredBlob& package);

}  // namespace mohur::documents
