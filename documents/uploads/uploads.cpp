// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/uploads/uploads.h"

#include "documents/content/content_row.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kInsert{"upload.insert", R"sql(
    INSERT INTO upload (agency_id, id, person_id, name, media_type, algorithm, digest, pages, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
)sql"};

constexpr sql::Statement kGet{"upload.get", R"sql(
    SELECT id, name, media_type, algorithm, digest, pages FROM upload
     WHERE agency_id = $1 AND id = $2 AND person_id = $3
)sql"};

}  // namespace

Result<void> remember_upload(sql::Transaction& tx, const Act& act, const Upload& upload, const StoredBlob& blob) {
    const auto algorithm = to_string(blob.digest().algorithm);
    MOHUR_TRY_VOID(remember_content(tx, blob, act.at));
    MOHUR_TRY_VOID(tx.exec(kInsert, tx.agency(), upload.id, act.person, upload.name, upload.media_type, algorithm,
                           blob.digest().value, upload.pages, act.at));
    return {};
}

Result<Upload> upload_of(sql::Transaction& tx, const Act& act, UploadId id) {
    MOHUR_TRY(const auto row, tx.exec_one("file-missing", kGet, tx.agency(), id, act.person));
    return Upload{row.get<UploadId>("id"), row.text("name"), row.text("media_type"),
                  digest_from(row), row.get<int>("pages")};
}

}  // namespace mohur::documents
