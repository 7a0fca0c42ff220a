// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/content/content_row.h"

#include "signing/core/check.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kRemember{"content.remember", R"sql(
    INSERT INTO content (agency_id, algorithm, digest, size, stored_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING
)sql"};

}  // namespace

Result<void> remember_content(sql::Transaction& tx, const StoredBlob& blob, Time at) {
    MOHUR_TRY_VOID(tx.exec(kRemember, tx.agency(), to_string(blob.digest().algorithm),
                           blob.digest().value, blob.size(), at));
    return {};
}

Digest digest_from(const sql::Row& row) {
    const auto algorithm = digest_algorithm_from(row.text("algorithm"));
    MOHUR_CHECK(algorithm.has_value());
    return {*algorithm, row.get<Bytes>("digest")};
}

}  // namespace mohur::documents
