// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/outbox.h"

#include "documents/audit/event.h"
#include "documents/exchange/consignment_rows.h"
#include "documents/exchange/inbox.h"
#include "documents/exchange/peers.h"
#include "documents/organisation/organisation.h"
#include "documents/registry/registry.h"

#include <algorithm>

namespace mohur::documents {
namespace {

constexpr std::size_t kMostReason = 200;

constexpr sql::Statement kForm{"outbox.form", R"sql(
    INSERT INTO outgoing_consignment (agency_id, id, peer_id, document_id, kind, answers, state,
                                      created_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'formed', $7, $7)
)sql"};

constexpr sql::Statement kBeginSealing{"outbox.begin_sealing", R"sql(
    UPDATE outgoing_consignment SET state = 'formed', attempt = attempt + 1, changed_at = $3
     WHERE agency_id = $1 AND id = $2 AND state IN ('formed', 'failed') AND digest IS NULL
)sql"};

constexpr sql::Statement kSeal{"outbox.seal", R"sql(
    UPDATE outgoing_consignment
       SET state = 'signed', algorithm = $4, digest = $5, attempt = 0, refusal = '', changed_at = $6
     WHERE agency_id = $1 AND id = $2 AND attempt = $3 AND state = 'formed'
)sql"};

constexpr sql::Statement kGet{"outbox.get", R"sql(
    SELECT o.id, peer_id, document_id, kind, answers, o.algorithm, o.digest, content.size, state,
           attempt, their_index, their_date, refusal, changed_at
      FROM outgoing_consignment o
      LEFT JOIN content USING (agency_id, algorithm, digest)
     WHERE o.agency_id = $1 AND o.id = $2
)sql"};

constexpr sql::Statement kOfDocument{"outbox.of_document", R"sql(
    SELECT o.id, peer_id, document_id, kind, answers, o.algorithm, o.digest, content.size, state,
           attempt, their_index, their_date, refusal, changed_at
      FROM outgoing_consignment o
      LEFT JOIN content USING (agency_id, algorithm, digest)
     WHERE o.agency_id = $1 AND o.document_id = $2
     ORDER BY o.id
)sql"};

constexpr sql::Statement kBeginSending{"outbox.begin_sending", R"sql(
    UPDATE outgoing_consignment SET state = 'signed', attempt = attempt + 1, changed_at = $3
     WHERE agency_id = $1 AND id = $2 AND state IN ('signed', 'failed') AND digest IS NOT NULL
)sql"};

// The state test sits in the WHERE clause, and the attempt with it: whoever lost his lease cannot
// speak for the one that took over.
constexpr sql::Statement kMove{"outbox.move", R"sql(
    UPDATE outgoing_consignment SET state = $5, refusal = $6, changed_at = $7
     WHERE agency_id = $1 AND id = $2 AND attempt = $3 AND state = $4
       AND state IN ('formed', 'signed')
)sql"};

constexpr sql::Statement kReceipt{"outbox.receipt", R"sql(
    UPDATE outgoing_consignment
       SET state = 'registered', their_index = $4, their_date = $5, refusal = '', changed_at = $6
     WHERE agency_id = $1 AND id = $2 AND peer_id = $3 AND kind = 'letter' AND digest IS NOT NULL
       AND state IN ('signed', 'delivered', 'registered', 'failed')
)sql"};

Result<OutgoingConsignment> outgoing_from(sql::Transaction& tx, const sql::Row& row) {
    OutgoingConsignment out;
    out.id = row.get<ConsignmentId>("id");
    MOHUR_TRY(out.peer, peer_of(tx, row.get<PeerId>("peer_id")));
    out.document = row.get<DocumentId>("document_id");
    out.kind = *consignment_kind_from(row.text("kind"));
    out.answers = row.get<std::optional<ConsignmentId>>("answers");
    if (!row.is_null("digest")) {
        out.package = package_from(row);
    }
    out.state = outgoing_state_from(row.text("state"));
    out.attempt = row.get<int>("attempt");
    out.their_index = row.text("their_index");
    out.their_date = row.get<std::optional<Date>>("their_date");
    out.refusal = row.text("refusal");
    out.changed_at = row.get<Time>("changed_at");
    return out;
}

Result<void> tell(sql::Transaction& tx, const Act& act, const OutgoingConsignment& out,
                  std::string_view what, Json::Object facts = {}) {
    const auto subject = out.kind == ConsignmentKind::letter ? "consignment." : "receipt.";
    facts.insert(facts.begin(), {{"consignment", to_string(out.id)}, {"peer", out.peer.code}});
    return record_event(tx, act, Stream::document(out.document), subject + std::string{what},
                        Json{std::move(facts)});
}

Result<void> move(sql::Transaction& tx, const Act& act, const OutgoingConsignment& out,
                  OutgoingState state, std::string_view refusal) {
    return tx.change("consignment-moved-on", kMove, tx.agency(), out.id, out.attempt,
                     to_string(out.state), to_string(state), refusal.substr(0, kMostReason),
                     act.at);
}

bool may_be_sent(DocumentState state) {
    return state == DocumentState::registered || state == DocumentState::in_execution ||
           state == DocumentState::executed || state == DocumentState::filed;
}

Result<void> require_sendable(sql::Transaction& tx, const Act& act, DocumentId id) {
    MOHUR_TRY(const auto document, document_of(tx, act, id));
    if (!may_be_sent(document.state)) {
        return Error::conflict("state-not-allowed", std::string{to_string(document.state)});
    }
    MOHUR_TRY(const auto versions, versions_of(tx, act, id));
    const auto& files = versions.back().files;
    if (document.card.direction == Direction::incoming ||
        std::ranges::count(files, FileRole::signed_paper, &File::role) != 1) {
        return Error::conflict("paper-not-signed");
    }
    return {};
}

}  // namespace

Result<ConsignmentId> consignment_of(const Job& job) {
    const auto id = ConsignmentId::parse(job.payload["consignment"].as_string());
    return id ? id : Error::malformed("consignment-unknown", job.subject);
}

Result<void> Outbox::enqueue(sql::Transaction& tx, std::string_view kind, ConsignmentId id,
                             Time now) const {
    return jobs_.enqueue(
        tx, {std::string{kind}, to_string(id), Json::object({{"consignment", to_string(id)}}), now},
        now);
}

Result<void> Outbox::form(sql::Transaction& tx, const Act& act,
                          const OutgoingConsignment& consignment) const {
    const auto formed =
        tx.exec(kForm, tx.agency(), consignment.id, consignment.peer.id, consignment.document,
                to_string(consignment.kind), consignment.answers, act.at);
    if (!formed && formed.error().reason == "already-exists") {
        return Error::conflict("dispatch-in-flight", formed.error().detail);
    }
    MOHUR_TRY_VOID(formed);
    MOHUR_TRY_VOID(tell(tx, act, consignment, "queued"));
    return enqueue(tx, kSealConsignment, consignment.id, act.at);
}

Result<ConsignmentId> Outbox::form_letter(sql::Transaction& tx, const Act& act, DocumentId document,
                                          PeerId peer) const {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY_VOID(require_sendable(tx, act, document));
    OutgoingConsignment letter;
    letter.id = ids_.make<ConsignmentId>();
    letter.document = document;
    MOHUR_TRY(letter.peer, peer_of(tx, peer));
    MOHUR_TRY_VOID(form(tx, act, letter));
    return letter.id;
}

Result<std::optional<ConsignmentId>> Outbox::form_receipt(sql::Transaction& tx, const Act& act,
                                                          DocumentId document) const {
    MOHUR_TRY(const auto letter, letter_of(tx, document));
    if (!letter) {
        return std::optional<ConsignmentId>{};
    }
    OutgoingConsignment receipt;
    receipt.id = ids_.make<ConsignmentId>();
    receipt.kind = ConsignmentKind::receipt;
    receipt.document = document;
    receipt.peer = letter->peer;
    receipt.answers = letter->id;
    MOHUR_TRY_VOID(form(tx, act, receipt));
    return std::optional{receipt.id};
}

Result<void> Outbox::mark_sealed(sql::Transaction& tx, const Act& act,
                                 const OutgoingConsignment& formed,
                                 const StoredBlob& package) const {
    MOHUR_TRY_VOID(remember_package(tx, act, package));
    MOHUR_TRY_VOID(tx.change("consignment-moved-on", kSeal, tx.agency(), formed.id, formed.attempt,
                             to_string(package.digest().algorithm), package.digest().value,
                             act.at));
    MOHUR_TRY_VOID(tell(tx, act, formed, "sealed", {{"package", to_string(package.digest())}}));
    return enqueue(tx, kDeliverConsignment, formed.id, act.at);
}

Result<OutgoingConsignment> outgoing_of(sql::Transaction& tx, ConsignmentId id) {
    MOHUR_TRY(const auto row, tx.exec_one("consignment-unknown", kGet, tx.agency(), id));
    return outgoing_from(tx, row);
}

Result<OutgoingConsignment> begin_sealing(sql::Transaction& tx, const Act& act, ConsignmentId id) {
    MOHUR_TRY_VOID(tx.change("consignment-moved-on", kBeginSealing, tx.agency(), id, act.at));
    MOHUR_TRY(auto formed, outgoing_of(tx, id));
    MOHUR_TRY_VOID(tell(tx, act, formed, "sealing"));
    return formed;
}

Result<OutgoingConsignment> begin_sending(sql::Transaction& tx, const Act& act, ConsignmentId id) {
    MOHUR_TRY_VOID(tx.change("consignment-moved-on", kBeginSending, tx.agency(), id, act.at));
    return outgoing_of(tx, id);
}

Result<void> mark_delivered(sql::Transaction& tx, const Act& act, const OutgoingConsignment& sent) {
    // A receipt may have overtaken the answer to the delivery.
    MOHUR_TRY(const auto now, outgoing_of(tx, sent.id));
    if (now.state == OutgoingState::registered) {
        return {};
    }
    MOHUR_TRY_VOID(move(tx, act, sent, OutgoingState::delivered, ""));
    return tell(tx, act, sent, "delivered");
}

Result<void> mark_refused(sql::Transaction& tx, const Act& act, const OutgoingConsignment& sent,
                          std::string_view code) {
    MOHUR_TRY_VOID(move(tx, act, sent, OutgoingState::refused, code));
    return tell(tx, act, sent, "refused", {{"reason", code}});
}

Result<void> mark_unsent(sql::Transaction& tx, const Act& act, const OutgoingConsignment& sent,
                         std::string_view reason) {
    return move(tx, act, sent, sent.state, reason);
}

Result<void> mark_failed(sql::Transaction& tx, const Act& act,
                         const OutgoingConsignment& consignment, std::string_view reason) {
    MOHUR_TRY_VOID(move(tx, act, consignment, OutgoingState::failed, reason));
    return tell(tx, act, consignment, "failed", {{"reason", reason}});
}

Result<OutgoingConsignment> accept_receipt(sql::Transaction& tx, const Act& act, PeerId peer,
                                           ConsignmentId id, std::string_view their_index,
                                           Date their_date) {
    MOHUR_TRY(auto out, outgoing_of(tx, id));
    if (out.peer.id != peer || out.kind != ConsignmentKind::letter) {
        return Error::not_found("consignment-unknown");
    }
    if (out.state == OutgoingState::registered && out.their_index == their_index &&
        out.their_date == their_date) {
        return out;
    }
    MOHUR_TRY_VOID(tx.change("consignment-moved-on", kReceipt, tx.agency(), id, peer, their_index,
                             their_date, act.at));
    MOHUR_TRY_VOID(tell(tx, act, out, "registered", {{"their_index", their_index}}));
    return outgoing_of(tx, id);
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
