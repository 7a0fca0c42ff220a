// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/control/control_card.h"

#include "documents/audit/event.h"
#include "documents/model/names.h"
#include "documents/registry/document_rows.h"
#include "documents/registry/registry.h"

namespace mohur::documents {
namespace {

constexpr Names<ControlReason, 4> kReasons{{{
    {ControlReason::normative_act, "normative_act"},
    {ControlReason::higher_body, "higher_body"},
    {ControlReason::own_task, "own_task"},
    {ControlReason::order_of_head, "order_of_head"},
}}};

constexpr sql::Statement kSet{"control.set", R"sql(
    INSERT INTO control_card (agency_id, id, document_id, task_id, reason, set_by, set_at,
                              original_due, due, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 'on')
)sql"};

constexpr sql::Statement kRequest{"control.request", R"sql(
    INSERT INTO control_extension (agency_id, id, card_id, requested_by, requested_at, new_due,
                                   reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};

constexpr sql::Statement kDecide{"control.decide", R"sql(
    UPDATE control_extension SET decision = $4, decided_at = $5, note = $6
     WHERE agency_id = $1 AND id = $2 AND card_id = $3 AND decision IS NULL
)sql"};

constexpr sql::Statement kProlong{"control.prolong", R"sql(
    UPDATE control_card AS card SET due = extension.new_due
      FROM control_extension AS extension
     WHERE card.agency_id = $1 AND card.id = $2 AND card.state = 'on'
       AND extension.agency_id = card.agency_id AND extension.id = $3
)sql"};

constexpr sql::Statement kRemove{"control.remove", R"sql(
    UPDATE control_card SET state = 'removed', removed_at = $3, removal_reason = $4
     WHERE agency_id = $1 AND id = $2 AND state = 'on'
)sql"};

constexpr sql::Statement kCards{"control.cards", R"sql(
    SELECT card.id, card.document_id, card.task_id, card.reason, card.set_by, card.set_at,
           card.original_due, card.due, card.state, card.removed_at, card.removal_reason,
           person.surname || ' ' || person.given_name AS name
      FROM control_card AS card
      JOIN assignment ON assignment.agency_id = card.agency_id AND assignment.id = card.set_by
      JOIN person ON person.id = assignment.person_id
     WHERE card.agency_id = $1 AND ($2::uuid IS NULL OR card.id = $2)
       AND ($3::uuid IS NULL OR card.document_id = $3)
       AND ($4::date IS NULL OR (card.state = 'on' AND card.due <= $4))
     ORDER BY card.due, card.id
     LIMIT 1000
)sql"};

constexpr sql::Statement kExtensions{"control.extensions", R"sql(
    SELECT extension.id, extension.requested_by, extension.new_due, extension.reason,
           extension.decision, extension.note,
           person.surname || ' ' || person.given_name AS name
      FROM control_extension AS extension
      JOIN assignment ON assignment.agency_id = extension.agency_id
                     AND assignment.id = extension.requested_by
      JOIN person ON person.id = assignment.person_id
     WHERE extension.agency_id = $1 AND extension.card_id = $2
     ORDER BY extension.requested_at, extension.id
)sql"};

ControlCard card_from(const sql::Row& row) {
    ControlCard card;
    card.id = row.get<ControlCardId>("id");
    card.document = row.get<DocumentId>("document_id");
    card.task = row.get<std::optional<TaskId>>("task_id");
    card.reason = *kReasons.value_of(row.text("reason"));
    card.set_by = row.get<AssignmentId>("set_by");
    card.set_name = row.text("name");
    card.set_at = row.get<Time>("set_at");
    card.original_due = row.get<Date>("original_due");
    card.due = row.get<Date>("due");
    card.on = row.text("state") == "on";
    card.removed_at = row.get<std::optional<Time>>("removed_at");
    card.removal_reason = row.text("removal_reason");
    return card;
}

Extension extension_from(const sql::Row& row) {
    Extension extension;
    extension.id = row.get<ExtensionId>("id");
    extension.requested_by = row.get<AssignmentId>("requested_by");
    extension.requested_name = row.text("name");
    extension.new_due = row.get<Date>("new_due");
    extension.reason = row.text("reason");
    if (!row.is_null("decision")) {
        extension.granted = row.text("decision") == "granted";
    }
    extension.note = row.text("note");
    return extension;
}

Result<std::vector<ControlCard>> with_extensions(sql::Transaction& tx, const sql::Rows& rows) {
    auto cards = rows.map(card_from);
    for (auto& card : cards) {
        MOHUR_TRY(const auto extensions, tx.exec(kExtensions, tx.agency(), card.id));
        card.extensions = extensions.map(extension_from);
    }
    return cards;
}

std::string text_of(Date day) {
    return sql::Parameter{day}.value();
}

/// Locks the document of a card that is on and refuses everybody but who set it.
Result<ControlCard> lock_own_card(sql::Transaction& tx, const Act& act, ControlCardId id) {
    MOHUR_TRY(const auto place, require(tx, act, Power::control));
    MOHUR_TRY(const auto seen, control_card_of(tx, act, id));
    MOHUR_TRY_VOID(lock_document(tx, act, seen.document, std::nullopt));
    MOHUR_TRY(auto card, control_card_of(tx, act, id));
    if (place && card.set_by != *place) {
        return Error::denied("not-your-control");
    }
    if (!card.on) {
        return Error::conflict("control-removed");
    }
    return card;
}

}  // namespace

std::string_view to_string(ControlReason reason) noexcept {
    return kReasons.name_of(reason);
}
std::optional<ControlReason> control_reason_from(std::string_view name) noexcept {
    return kReasons.value_of(name);
}

Result<ControlCard> ControlCards::set(sql::Transaction& tx, const Act& act, DocumentId document,
                                      const NewControlCard& card) const {
    MOHUR_TRY(const auto place, require(tx, act, Power::control));
    MOHUR_TRY_VOID(lock_document(tx, act, document, std::nullopt));
    if (!card.due.ok() || card.due < local_date(act.at)) {
        return Error::malformed("term-invalid");
    }
    const auto id = ids_.make<ControlCardId>();
    MOHUR_TRY_VOID(tx.exec(kSet, tx.agency(), id, document, card.task, to_string(card.reason),
                           place, act.at, card.due));
    if (place) {
        MOHUR_TRY_VOID(let_see(tx, act, document, *place, "control"));
    }
    MOHUR_TRY_VOID(touch_document(tx, act, document));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(document), "control.set",
                                Json::object({{"card", to_string(id)},
                                              {"reason", to_string(card.reason)},
                                              {"due", text_of(card.due)}})));
    return control_card_of(tx, act, id);
}

Result<ControlCard> ControlCards::request_extension(sql::Transaction& tx, const Act& act,
                                                    ControlCardId id, Date new_due,
                                                    std::string_view reason) const {
    MOHUR_TRY(const auto place, require(tx, act, std::nullopt));
    MOHUR_TRY(const auto card, control_card_of(tx, act, id));
    MOHUR_TRY_VOID(lock_document(tx, act, card.document, std::nullopt));
    if (!card.on) {
        return Error::conflict("control-removed");
    }
    if (!new_due.ok() || new_due <= card.due) {
        return Error::malformed("term-invalid");
    }
    const auto extension = ids_.make<ExtensionId>();
    MOHUR_TRY_VOID(tx.exec(kRequest, tx.agency(), extension, id, place, act.at, new_due, reason));
    MOHUR_TRY_VOID(touch_document(tx, act, card.document));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(card.document),
                                "control.extension_requested",
                                Json::object({{"card", to_string(id)},
                                              {"extension", to_string(extension)},
                                              {"new_due", text_of(new_due)},
                                              {"reason", reason}})));
    return control_card_of(tx, act, id);
}

Result<ControlCard> ControlCards::decide_extension(sql::Transaction& tx, const Act& act,
                                                   ControlCardId id, ExtensionId extension,
                                                   bool grant, std::string_view note) const {
    MOHUR_TRY(const auto card, lock_own_card(tx, act, id));
    MOHUR_TRY_VOID(tx.change("extension-decided", kDecide, tx.agency(), extension, id,
                             grant ? "granted" : "refused", act.at, note));
    if (grant) {
        MOHUR_TRY_VOID(tx.change("control-removed", kProlong, tx.agency(), id, extension));
    }
    MOHUR_TRY_VOID(touch_document(tx, act, card.document));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(card.document),
                                "control.extension_decided",
                                Json::object({{"card", to_string(id)},
                                              {"extension", to_string(extension)},
                                              {"granted", grant},
                                              {"note", note}})));
    return control_card_of(tx, act, id);
}

Result<ControlCard> ControlCards::remove(sql::Transaction& tx, const Act& act, ControlCardId id,
                                         std::string_view reason) const {
    if (reason.empty()) {
        return Error::malformed("reason-missing");
    }
    MOHUR_TRY(const auto card, lock_own_card(tx, act, id));
    MOHUR_TRY_VOID(tx.change("control-removed", kRemove, tx.agency(), id, act.at, reason));
    MOHUR_TRY_VOID(touch_document(tx, act, card.document));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(card.document), "control.removed",
                                Json::object({{"card", to_string(id)}, {"reason", reason}})));
    return control_card_of(tx, act, id);
}

Result<ControlCard> control_card_of(sql::Transaction& tx, const Act& act, ControlCardId id) {
    MOHUR_TRY(const auto rows, tx.exec(kCards, tx.agency(), id, std::nullopt, std::nullopt));
    if (rows.empty()) {
        return Error::not_found("control-card-missing");
    }
    MOHUR_TRY(auto cards, with_extensions(tx, rows));
    MOHUR_TRY_VOID(document_of(tx, act, cards[0].document));
    return std::move(cards[0]);
}

Result<std::vector<ControlCard>> control_cards_of(sql::Transaction& tx, const Act& act,
                                                  DocumentId document) {
    MOHUR_TRY(const auto seen, see_document(tx, act, document));
    return control_cards_of(tx, seen);
}

Result<std::vector<ControlCard>> control_cards_of(sql::Transaction& tx,
                                                  const SeenDocument& document) {
    MOHUR_TRY(const auto rows,
              tx.exec(kCards, tx.agency(), std::nullopt, document->id, std::nullopt));
    return with_extensions(tx, rows);
}

Result<std::vector<ControlCard>> cards_due(sql::Transaction& tx, const Act& act, Date until) {
    MOHUR_TRY_VOID(require(tx, act, Power::control));
    MOHUR_TRY(const auto rows, tx.exec(kCards, tx.agency(), std::nullopt, std::nullopt, until));
    return with_extensions(tx, rows);
}

}  // namespace mohur::documents
