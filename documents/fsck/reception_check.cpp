// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/reception_check.h"

#include "documents/content/content_row.h"
#include "documents/reception/reception.h"
#include "signing/crypto/hash.h"

#include <set>

namespace mohur::documents {
namespace {

constexpr int kBatch = 500;

// In the order of the key, in batches, as events are.
constexpr sql::Statement kJudged{"fsck.receptions", R"sql(
    SELECT judged.document_id, judged.version_no, judged.file_no, judged.record::text AS record,
           judged.verdict::text AS verdict, judged.record_digest, judged.judged_at,
           file.algorithm, file.digest, stamped.token, stamped.material, stamped.stored_at
      FROM reception_verdict AS judged
      JOIN document_file AS file
        ON file.agency_id = judged.agency_id AND file.document_id = judged.document_id
       AND file.version_no = judged.version_no AND file.no = judged.file_no
      LEFT JOIN reception_timestamp AS stamped
        ON stamped.agency_id = judged.agency_id AND stamped.document_id = judged.document_id
       AND stamped.version_no = judged.version_no AND stamped.file_no = judged.file_no
     WHERE judged.agency_id = $1
       AND (judged.document_id, judged.version_no, judged.file_no) > ($2, $3, $4)
     ORDER BY judged.document_id, judged.version_no, judged.file_no
     LIMIT $5
)sql"};

std::string digest_of_text(const std::string& text) {
    return to_string(signing::digest_of(DigestAlgorithm::sha256, as_bytes(text)));
}

/// The digests of the material, as the record lists them.
Json material_of(const ReceptionEvidence& evidence) {
    std::set<std::string> digests;
    for (const auto& one : evidence.material) {
        digests.insert(to_string(one.digest));
    }
    Json list = Json::array();
    for (const auto& digest : digests) {
        list.push(digest);
    }
    return list;
}

/// What the record says otherwise than the rows beside it; empty when nothing.
std::string_view defect_of(const sql::Row& row, const ReceptionEvidence& evidence) {
    const auto record = Json::parse(evidence.record);
    const auto digest = signing::digest_of(DigestAlgorithm::sha256, as_bytes(evidence.record));
    if (!record || digest.value != row.get<Bytes>("record_digest")) {
        return "reception-record";
    }
    if ((*record)["content"]["digest"].as_string() != to_string(digest_from(row))) {
        return "reception-content";
    }
    if ((*record)["verdict"].as_string() != digest_of_text(evidence.verdict)) {
        return "reception-verdict";
    }
    return (*record)["material"] != material_of(evidence) ? "reception-material"
                                                          : std::string_view{};
}

Result<void> check_one(sql::Transaction& tx, const sql::Row& row, const FilePlace& place,
                       const TimestampJudge& judge, ReceptionTotals& totals, Findings& findings) {
    MOHUR_TRY(const auto evidence, reception_evidence(tx, place));
    const auto where = "file " + to_string(place);
    ++totals.judged;
    if (const auto defect = defect_of(row, evidence); !defect.empty()) {
        findings.add(defect, where);
    }
    if (!evidence.token) {
        return {};
    }
    ++totals.stamped;
    const StoredTimestamp stored{*evidence.token,
                                 {DigestAlgorithm::sha256, row.get<Bytes>("record_digest")},
                                 row.get<Json>("material"),
                                 row.get<Time>("stored_at")};
    MOHUR_TRY(const auto check, check_token(stored, row.get<Time>("judged_at"), judge));
    if (!check.defect.empty()) {
        findings.add(check.defect, where + check.detail);
    }
    return {};
}

}  // namespace

Result<ReceptionTotals> check_receptions(sql::Transaction& tx, const TimestampJudge& judge,
                                         Findings& findings) {
    ReceptionTotals totals;
    FilePlace last;
    for (;;) {
        MOHUR_TRY(const auto rows,
                  tx.exec(kJudged, tx.agency(), last.document, last.version, last.no, kBatch));
        if (rows.empty()) {
            return totals;
        }
        for (const auto& row : rows) {
            last = {row.get<DocumentId>("document_id"), row.get<int>("version_no"),
                    row.get<int>("file_no")};
            MOHUR_TRY_VOID(check_one(tx, row, last, judge, totals, findings));
        }
    }
}

}  // namespace mohur::documents
