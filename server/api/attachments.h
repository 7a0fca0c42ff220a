// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/document.h"
#include "documents/uploads/uploads.h"
#include "server/api/file_api.h"

namespace mohur::server {

/// Appends the actor's uploads to the files of a version: the first file of a version is its paper,
/// every other an annex. `not_found` "file-missing" for another's upload.
[[nodiscard]] Result<void> add_uploads(documents::sql::Transaction& tx, const documents::Act& act,
                                       const documents::BlobStore& blobs,
                                       const std::vector<documents::UploadId>& uploads,
                                       std::vector<documents::NewFile>& files);

/// The annexes of a document's next version, by the names of the API: the actor's uploads and files
/// of the document itself. `not_found` "file-missing" for any other.
[[nodiscard]] Result<std::vector<documents::NewFile>> annexes_of(
    documents::sql::Transaction& tx, const documents::Act& act, const documents::BlobStore& blobs,
    documents::DocumentId document, const std::vector<FileName>& names);

}  // namespace mohur::server
