// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/storage/transaction.h"

namespace mohur::documents {

/// The row that lets other rows name the content; nothing happens where it is known already.
[[nodiscard]] Result<void> remember_content(sql::Transaction& tx, const StoredBlob& blob, Time at);

/// The digest in the columns `algorithm` and `digest` of a row that names content.
[[nodiscard]] Digest digest_from(const sql::Row& row);

}  // namespace mohur::documents
