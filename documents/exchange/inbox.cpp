// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/inbox.h"

#include "documents/audit/event.h"
#include "documents/exchange/consignment_rows.h"
#include "documents/exchange/peers.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kInsert{"inbox.insert", R"sql(
    INSERT INTO incoming_consignment (agency_id, peer_id, id, kind, algorithm, digest, state, refusal, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT DO NOTHING
)sql"};

constexpr sql::Statement kGet{"inbox.get", R"sql(
    SELECT i.id, peer_id, kind, i.algorithm, i.digest, content.size, state, refusal, document_id,
           received_at
      FROM incoming_consignment i
      JOIN content USING (agency_id, algorithm, digest)
     WHERE i.agency_id = $1 AND i.peer_id = $2 AND i.id = $3
)sql"};

constexpr sql::Statement kOfDocument{"inbox.of_document", R"sql(
    SELECT i.id, peer_id, kind, i.algorithm, i.digest, content.size, state, refusal, document_id,
           received_at
      FROM incoming_consignment i
      JOIN content USING (agency_id, algorithm, digest)
     WHERE i.agency_id = $1 AND i.document_id = $2
     ORDER BY received_at, i.id
)sql"};

constexpr sql::Statement kAttach{"inbox.attach", R"sql(
    UPDATE incoming_consignment SET state = 'captured', document_id = $4
     WHERE agency_id = $1 AND peer_id = $2 AND id = $3 AND state = 'verified'
)sql"};

constexpr sql::Statement kAnsweredConsignment{"inbox.answered_consignment", R"sql(
    SELECT document_id FROM outgoing_consignment
     WHERE agency_id = $1 AND id = $2 AND peer_id = $3 AND kind = 'letter'
)sql"};

constexpr sql::Statement kAnsweredNumber{"inbox.answered_number", R"sql(
    SELECT line.document_id
      FROM registration_line AS line
      JOIN document ON document.agency_id = line.agency_id AND document.id = line.document_id
     WHERE line.agency_id = $1 AND line.index_text = $2 AND line.on_date = $3
       AND line.state = 'registered' AND document.direction = 'outgoing'
     LIMIT 2
)sql"};

Result<IncomingConsignment> incoming_from(sql::Transaction& tx, const sql::Row& row) {
    IncomingConsignment in;
    in.id = row.get<ConsignmentId>("id");
    MOHUR_TRY(in.peer, peer_of(tx, row.get<PeerId>("peer_id")));
    in.kind = *consignment_kind_from(row.text("kind"));
    in.package = package_from(row);
    in.state = incoming_state_from(row.text("state"));
    in.refusal = row.text("refusal");
    in.document = row.get<std::optional<DocumentId>>("document_id");
    in.received_at = row.get<Time>("received_at");
    return in;
}

}  // namespace

Result<IncomingConsignment> receive(sql::Transaction& tx, const Act& act,
                                    const Reception& reception, const StoredBlob& package) {
    MOHUR_TRY_VOID(remember_package(tx, act, package));
    const auto state = reception.refusal ? IncomingState::refused : IncomingState::verified;
    MOHUR_TRY(const auto inserted,
              tx.exec(kInsert, tx.agency(), reception.peer, reception.id, to_string(reception.kind),
                      to_string(package.digest().algorithm), package.digest().value,
                      to_string(state), reception.refusal.value_or(""), act.at));
    MOHUR_TRY(const auto row,
              tx.exec_one("consignment-unknown", kGet, tx.agency(), reception.peer, reception.id));
    MOHUR_TRY(auto in, incoming_from(tx, row));
    if (in.package.digest != package.digest()) {
        return Error::conflict("consignment-differs", to_string(reception.id));
    }
    if (inserted.affected() > 0) {
        MOHUR_TRY_VOID(record_event(tx, act, Stream::agency(tx.agency()), "consignment.received",
                                    Json::object({{"consignment", to_string(in.id)},
                                                  {"peer", in.peer.code},
                                                  {"kind", to_string(in.kind)},
                                                  {"package", to_string(in.package.digest)},
                                                  {"refusal", in.refusal}})));
    }
    return in;
}

Result<void> attach_document(sql::Transaction& tx, const Act& act,
                             const IncomingConsignment& consignment, DocumentId document) {
    MOHUR_TRY_VOID(tx.change("consignment-moved-on", kAttach, tx.agency(), consignment.peer.id,
                             consignment.id, document));
    const bool letter = consignment.kind == ConsignmentKind::letter;
    return record_event(tx, act, Stream::document(document),
                        letter ? "consignment.opened" : "receipt.accepted",
                        Json::object({{"consignment", to_string(consignment.id)},
                                      {"peer", consignment.peer.code},
                                      {"package", to_string(consignment.package.digest)}}));
}

Result<std::vector<IncomingConsignment>> arrivals_of(sql::Transaction& tx, DocumentId document) {
    MOHUR_TRY(const auto rows, tx.exec(kOfDocument, tx.agency(), document));
    std::vector<IncomingConsignment> all;
    for (const auto& row : rows) {
        MOHUR_TRY(auto in, incoming_from(tx, row));
        all.push_back(std::move(in));
    }
    return all;
}

Result<std::optional<IncomingConsignment>> letter_of(sql::Transaction& tx, DocumentId document) {
    MOHUR_TRY(const auto all, arrivals_of(tx, document));
    for (const auto& one : all) {
        if (one.kind == ConsignmentKind::letter) {
            return std::optional{one};
        }
    }
    return std::optional<IncomingConsignment>{};
}

Result<std::optional<DocumentId>> find_answered(sql::Transaction& tx, PeerId peer,
                                                const AnsweredLetter& answered) {
    if (answered.consignment) {
        MOHUR_TRY(const auto rows,
                  tx.exec(kAnsweredConsignment, tx.agency(), *answered.consignment, peer));
        if (!rows.empty()) {
            return std::optional{rows[0].get<DocumentId>("document_id")};
        }
    }
    if (answered.index.empty() || !answered.date) {
        return std::optional<DocumentId>{};
    }
    MOHUR_TRY(const auto rows,
              tx.exec(kAnsweredNumber, tx.agency(), answered.index, *answered.date));
    return rows.size() == 1 ? std::optional{rows[0].get<DocumentId>("document_id")}
                            : std::optional<DocumentId>{};
}

}  // namespace mohur::documents
