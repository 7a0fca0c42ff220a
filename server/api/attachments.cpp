// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/attachments.h"

#include "documents/registry/registry.h"

namespace mohur::server {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

Result<void> add_uploads(sql::Transaction& tx, const Act& act, const BlobStore& blobs,
                         const std::vector<UploadId>& uploads, std::vector<NewFile>& files) {
    for (const auto id : uploads) {
        MOHUR_TRY(const auto upload, upload_of(tx, act, id));
        MOHUR_TRY(const auto blob, blobs.stat(tx.agency(), upload.digest));
        files.push_back({files.empty() ? FileRole::main : FileRole::annex, upload.name,
                         upload.media_type, blob, upload.pages});
    }
    return {};
}

Result<std::vector<NewFile>> annexes_of(sql::Transaction& tx, const Act& act,
                                        const BlobStore& blobs, DocumentId document,
                                        const std::vector<FileName>& names) {
    std::vector<NewFile> files;
    for (const auto& name : names) {
        if (!name.upload.is_nil()) {
            MOHUR_TRY(const auto upload, upload_of(tx, act, UploadId{name.upload}));
            MOHUR_TRY(const auto blob, blobs.stat(tx.agency(), upload.digest));
            files.push_back({FileRole::annex, upload.name, upload.media_type, blob, upload.pages});
            continue;
        }
        if (name.document != document) {
            return Error::not_found("file-missing");
        }
        MOHUR_TRY(const auto file, file_of(tx, act, document, name.version, name.no));
        MOHUR_TRY(const auto blob, blobs.stat(tx.agency(), file.digest));
        files.push_back({FileRole::annex, file.name, file.media_type, blob, file.pages});
    }
    return files;
}

}  // namespace mohur::server
