// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/fsck/findings.h"
#include "documents/storage/transaction.h"

namespace mohur::documents {

struct ContentTotals {
    std::int64_t checked = 0;
    std::int64_t bytes = 0;
};

/// Reads all content that rows name. Defects: "content-missing", "content-damaged" (does not
/// decrypt), "content-digest", "content-size".
[[nodiscard]] Result<ContentTotals> check_content(sql::Transaction& tx, const BlobStore& blobs,
                                                  Findings& findings);

}  // namespace mohur::documents
