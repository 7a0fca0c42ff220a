// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/outbox.h"

#include "documents/audit/event.h"
#include "documents/exchange/consignment_rows.h"
#include "documents/exchange/peers.h"
#include "documents/organisation/organisation.h"
#include "documents/registry/registry.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kQueue{"outbox.queue", R"sql(
    INSERT INTO outgoing_consignment (agency_id, id, peer_id, document_id, kind, answers, algorithm,
                                      digest, state, next_at, created_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'signed', $9, $9, $9)
)sql"};

// The lease moves next_at ahead; SKIP LOCKED lets two senders take different packages.
constexpr sql::Statement kClaim{"outbox.claim", R"sql(
    UPDATE outgoing_consignment o
       SET attempt = o.attempt + 1, next_at = $3, changed_at = $2
      FROM (SELECT id FROM outgoing_consignment
             WHERE agency_id = $1 AND state = 'signed' AND next_at <= $2
             ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED) due
     WHERE o.agency_id = $1 AND o.id = due.id
    RETURNING o.id
)sql"};

constexpr sql::Statement kGet{"outbox.get", R"sql(
    SELECT id, peer_id, document_id, kind, answers, algorithm, digest, state, attempt, their_index,
           their_date, refusal, changed_at
      FROM outgoing_consignment WHERE agency_id = $1 AND id = $2
)sql"};

constexpr sql::Statement kOfDocument{"outbox.of_document", R"sql(
    SELECT id, peer_id, document_id, kind, answers, algorithm, digest, state, attempt, their_index,
           their_date, refusal, changed_at
      FROM outgoing_consignment WHERE agency_id = $1 AND document_id = $2 ORDER BY id
)sql"};

constexpr sql::Statement kMove{"outbox.move", R"sql(
    UPDATE outgoing_consignment SET state = $4, refusal = $5, next_at = $6, changed_at = $7
     WHERE agency_id = $1 AND id = $2 AND attempt = $3 AND state = 'signed'
)sql"};

constexpr sql::Statement kReceipt{"outbox.receipt", R"sql(
    UPDATE outgoing_consignment
       SET state = 'registered', their_index = $4, their_date = $5, changed_at = $6
     WHERE agency_id = $1 AND id = $2 AND peer_id = $3 AND state IN ('signed', 'delivered')
)sql"};

Result<OutgoingConsignment> outgoing_from(sql::Transaction& tx, const sql::Row& row) {
    OutgoingConsignment out;
    out.id = row.get<ConsignmentId>("id");
    MOHUR_TRY(out.peer, peer_of(tx, row.get<PeerId>("peer_id")));
    out.document = row.get<DocumentId>("document_id");
    out.kind = *consignment_kind_from(row.text("kind"));
    out.answers = row.get<std::optional<ConsignmentId>>("answers");
    out.package = package_from(row);
    out.state = outgoing_state_from(row.text("state"));
    out.attempt = row.get<int>("attempt");
    out.their_index = row.text("their_index");
    out.their_date = row.get<std::optional<Date>>("their_date");
    out.refusal = row.text("refusal");
    out.changed_at = row.get<Time>("changed_at");
    return out;
}

Result<OutgoingConsignment> outgoing_of(sql::Transaction& tx, ConsignmentId id) {
    MOHUR_TRY(const auto row, tx.exec_one("consignment-unknown", kGet, tx.agency(), id));
    return outgoing_from(tx, row);
}

Result<void> tell(sql::Transaction& tx, const Act& act, const OutgoingConsignment& out,
                  std::string_view type, std::string_view note = {}) {
    return record_event(tx, act, Stream::document(out.document), type,
                        Json::object({{"consignment", to_string(out.id)},
                                      {"peer", out.peer.code},
                                      {"kind", to_string(out.kind)},
                                      {"note", note}}));
}

Result<void> move(sql::Transaction& tx, const Act& act, const OutgoingConsignment& out,
                  OutgoingState state, std::string_view refusal, Time next_at) {
    return tx.change("consignment-moved-on", kMove, tx.agency(), out.id, out.attempt,
                     to_string(state), refusal, next_at, act.at);
}

Result<void> queue(sql::Transaction& tx, const Act& act, const OutgoingConsignment& out,
                   const StoredBlob& package) {
    MOHUR_TRY_VOID(remember_package(tx, act, package));
    MOHUR_TRY_VOID(tx.exec(kQueue, tx.agency(), out.id, out.peer.id, out.document,
                           to_string(out.kind), out.answers, to_string(package.digest().algorithm),
                           package.digest().value, act.at));
    return tell(tx, act, out, "consignment.queued");
}

bool may_be_sent(DocumentState state) {
    return state == DocumentState::registered || state == DocumentState::in_execution ||
           state == DocumentState::executed;
}

}  // namespace

Result<void> Outbox::queue_letter(sql::Transaction& tx, const Act& act, ConsignmentId id,
                                  DocumentId document, PeerId peer,
                                  const StoredBlob& package) const {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY(const auto held, document_of(tx, act, document));
    if (!may_be_sent(held.state)) {
        return Error::conflict("state-not-allowed", std::string{to_string(held.state)});
    }
    OutgoingConsignment out;
    out.id = id;
    out.document = document;
    MOHUR_TRY(out.peer, peer_of(tx, peer));
    return queue(tx, act, out, package);
}

Result<void> Outbox::queue_receipt(sql::Transaction& tx, const Act& act, ConsignmentId id,
                                   DocumentId document, PeerId peer, ConsignmentId answers,
                                   const StoredBlob& package) const {
    OutgoingConsignment out;
    out.id = id;
    out.document = document;
    out.kind = ConsignmentKind::receipt;
    out.answers = answers;
    MOHUR_TRY(out.peer, peer_of(tx, peer));
    return queue(tx, act, out, package);
}

Result<std::vector<OutgoingConsignment>> claim_due(sql::Transaction& tx, Time now,
                                                   std::chrono::seconds lease, int limit) {
    MOHUR_TRY(const auto rows, tx.exec(kClaim, tx.agency(), now, Time{now + lease}, limit));
    std::vector<OutgoingConsignment> due;
    for (const auto& row : rows) {
        MOHUR_TRY(auto out, outgoing_of(tx, row.get<ConsignmentId>("id")));
        due.push_back(std::move(out));
    }
    return due;
}

Result<void> mark_delivered(sql::Transaction& tx, const Act& act, const OutgoingConsignment& sent) {
    // A receipt may have overtaken the answer to the delivery.
    MOHUR_TRY(const auto now, outgoing_of(tx, sent.id));
    if (now.state == OutgoingState::registered) {
        return {};
    }
    MOHUR_TRY_VOID(move(tx, act, sent, OutgoingState::delivered, "", act.at));
    return tell(tx, act, sent, "consignment.delivered");
}

Result<void> mark_refused(sql::Transaction& tx, const Act& act, const OutgoingConsignment& sent,
                          std::string_view code) {
    MOHUR_TRY_VOID(move(tx, act, sent, OutgoingState::refused, code, act.at));
    return tell(tx, act, sent, "consignment.refused", code);
}

Result<void> mark_unsent(sql::Transaction& tx, const Act& act, const OutgoingConsignment& sent,
                         std::string_view reason) {
    if (const auto wait = wait_before_attempt(sent.attempt)) {
        return move(tx, act, sent, OutgoingState::signed_, reason, act.at + *wait);
    }
    MOHUR_TRY_VOID(move(tx, act, sent, OutgoingState::failed, reason, act.at));
    return tell(tx, act, sent, "consignment.failed", reason);
}

Result<void> accept_receipt(sql::Transaction& tx, const Act& act, PeerId peer, ConsignmentId id,
                            std::string_view their_index, Date their_date) {
    MOHUR_TRY(const auto out, outgoing_of(tx, id));
    if (out.peer.id != peer) {
        return Error::not_found("consignment-unknown");
    }
    if (out.state == OutgoingState::registered) {
        return {};
    }
    MOHUR_TRY_VOID(tx.change("consignment-moved-on", kReceipt, tx.agency(), id, peer, their_index,
                             their_date, act.at));
    return tell(tx, act, out, "consignment.registered", their_index);
}

Result<std::vector<OutgoingConsignment>> dispatches_of(sql::Transaction& tx, DocumentId document) {
    MOHUR_TRY(const auto rows, tx.exec(kOfDocument, tx.agency(), document));
    std::vector<OutgoingConsignment> all;
    for (const auto& row : rows) {
        MOHUR_TRY(auto out, outgoing_from(tx, row));
        all.push_back(std::move(out));
    }
    return all;
}

}  // namespace mohur::documents
