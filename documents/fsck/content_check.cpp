// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/content_check.h"

#include "signing/crypto/hash.h"

namespace mohur::documents {
namespace {

constexpr int kBatch = 500;

constexpr sql::Statement kContent{"fsck.content", R"sql(
    SELECT algorithm, digest, size
      FROM content
     WHERE agency_id = $1 AND (algorithm, digest) > ($2, $3)
     ORDER BY algorithm, digest
     LIMIT $4
)sql"};

/// The code of the defect; empty for good content.
std::string_view judge(const BlobStore& blobs, AgencyId agency, const Digest& digest,
                       std::uint64_t size) {
    const auto content = blobs.get(agency, digest);
    if (!content) {
        return content.error().code == ErrorCode::not_found ? "content-missing" : "content-damaged";
    }
    const auto computed = signing::digest_of(digest.algorithm, **content);
    if (!computed) {
        return "content-damaged";
    }
    if (*computed != digest) {
        return "content-digest";
    }
    return (*content)->size() == size ? std::string_view{} : "content-size";
}

}  // namespace

Result<ContentTotals> check_content(sql::Transaction& tx, const BlobStore& blobs,
                                    Findings& findings) {
    ContentTotals totals;
    std::string algorithm;
    Bytes last;
    for (;;) {
        MOHUR_TRY(const auto rows, tx.exec(kContent, tx.agency(), algorithm, last, kBatch));
        if (rows.empty()) {
            return totals;
        }
        for (const auto& row : rows) {
            algorithm = row.text("algorithm");
            last = row.get<Bytes>("digest");
            const auto size = row.get<std::uint64_t>("size");
            const Digest digest{*digest_algorithm_from(algorithm), last};
            const auto defect = judge(blobs, tx.agency(), digest, size);
            if (!defect.empty()) {
                findings.add(defect, to_string(digest));
            }
            ++totals.checked;
            totals.bytes += static_cast<std::int64_t>(size);
        }
    }
}

}  // namespace mohur::documents
