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
    SELECT id, peer_id, kind, algorithm, digest, state, refusal, document_id
      FROM incoming_consignment WHERE agency_id = $1 AND peer_id = $2 AND id = $3
)sql"};

constexpr sql::Statement kOfDocument{"inbox.of_document", R"sql(
    SELECT id, peer_id, kind, algorithm, digest, state, refusal, document_id
      FROM incoming_consignment WHERE agency_id = $1 AND document_id = $2 AND kind = 'letter'
)sql"};

constexpr sql::Statement kAttach{"inbox.attach", R"sql(
    UPDATE incoming_consignment SET state = 'captured', document_id = $4
     WHERE agency_id = $1 AND peer_id = $2 AND id = $3 AND state = 'verified'
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
    if (in.package != package.digest()) {
        return Error::conflict("consignment-differs", to_string(reception.id));
    }
    if (inserted.affected() > 0) {
        MOHUR_TRY_VOID(record_event(tx, act, Stream::agency(tx.agency()), "consignment.received",
                                    Json::object({{"consignment", to_string(in.id)},
                                                  {"peer", in.peer.code},
                                                  {"kind", to_string(in.kind)},
                                                  {"package", to_string(in.package)},
                                                  {"refusal", in.refusal}})));
    }
    return in;
}

Result<void> attach_document(sql::Transaction& tx, const Act& act,
                             const IncomingConsignment& letter, DocumentId document) {
    MOHUR_TRY_VOID(tx.change("consignment-moved-on", kAttach, tx.agency(), letter.peer.id,
                             letter.id, document));
    return record_event(
        tx, act, Stream::document(document), "consignment.opened",
        Json::object({{"consignment", to_string(letter.id)}, {"peer", letter.peer.code}}));
}

Result<std::optional<IncomingConsignment>> consignment_of(sql::Transaction& tx,
                                                          DocumentId document) {
    MOHUR_TRY(const auto rows, tx.exec(kOfDocument, tx.agency(), document));
    if (rows.empty()) {
        return std::optional<IncomingConsignment>{};
    }
    MOHUR_TRY(auto in, incoming_from(tx, rows[0]));
    return std::optional{std::move(in)};
}

}  // namespace mohur::documents
