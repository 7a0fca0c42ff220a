// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/received_file.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kToken{"export.reception_token", R"sql(
    SELECT material, stored_at
      FROM reception_timestamp
     WHERE agency_id = $1 AND document_id = $2 AND version_no = $3 AND file_no = $4
)sql"};

}  // namespace

Result<std::optional<ReceivedFile>> received_file(sql::Transaction& tx, const FilePlace& place) {
    const auto reception = reception_of(tx, place);
    if (!reception && reception.error().code != ErrorCode::not_found) {
        return reception.error();
    }
    if (!reception || !reception->judged) {
        return std::optional<ReceivedFile>{};
    }
    ReceivedFile received;
    received.mark = reception->judged->mark;
    received.judged_at = reception->judged->at;
    MOHUR_TRY(received.evidence, reception_evidence(tx, place));
    MOHUR_TRY(const auto tokens,
              tx.exec(kToken, tx.agency(), place.document, place.version, place.no));
    if (!tokens.empty()) {
        received.token_material = tokens[0].get<Json>("material");
        received.stored_at = tokens[0].get<Time>("stored_at");
    }
    return std::optional{std::move(received)};
}

}  // namespace mohur::documents
