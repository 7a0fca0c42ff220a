// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <string>

namespace mohur::documents {

using UploadId = Id<struct UploadTag>;

/// A file that was sent and waits to become part of a document.
struct Upload {
    UploadId id;
    std::string name;        ///< as the sender called it, without a path
    std::string media_type;  ///< as found by content
    Digest digest;
    int pages = 0;           ///< that can be shown as images
};

/// Remembers a file whose content is already in the store.
[[nodiscard]] Result<void> remember_upload(sql::Transaction& tx, const Act& act, const Upload& upload,
                                           const StoredBlob& blob);
/// One's own upload; `not_found` "file-missing" for another's.
[[nodiscard]] Result<Upload> upload_of(sql::Transaction& tx, const Act& act, UploadId id);

}  // namespace mohur::documents
