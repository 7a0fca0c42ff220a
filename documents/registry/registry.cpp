// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/registry.h"

#include "documents/reception/reception.h"
#include "documents/registry/document_rows.h"

#include <algorithm>

namespace mohur::documents {
namespace {

constexpr sql::Statement kCapture{"registry.capture", R"sql(
    INSERT INTO document (agency_id, id, state, direction, kind, title, summary, access_mark,
                          correspondent_id, their_number, their_date, sheets, author_id,
                          created_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)
)sql"};

constexpr sql::Statement kEdit{"registry.edit", R"sql(
    UPDATE document
       SET kind = $3, title = $4, summary = $5, access_mark = $6, correspondent_id = $7,
           their_number = $8, their_date = $9, sheets = $10, row_version = row_version + 1,
           changed_at = $11
     WHERE agency_id = $1 AND id = $2
)sql"};

constexpr sql::Statement kVoid{"registry.void",
                               "SELECT void_registration($1::acting, $2, $3) AS before"};

constexpr sql::Statement kLink{"registry.link", R"sql(
    INSERT INTO document_link (agency_id, from_id, to_id, type, created_at)
    VALUES ($1, $2, $3, $4, $5)
)sql"};

constexpr sql::Statement kAddCorrespondent{"registry.add_correspondent", R"sql(
    INSERT INTO correspondent (agency_id, id, name, kind, voen, peer_code, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};

template <class Value>
Json or_null(const std::optional<Value>& value) {
    return value ? Json{sql::Parameter{*value}.value()} : Json{};
}

Json json_of(const Card& card) {
    return Json::object({{"direction", to_string(card.direction)},
                         {"kind", card.kind},
                         {"title", card.title},
                         {"summary", card.summary},
                         {"access_mark", to_string(card.access_mark)},
                         {"correspondent", or_null(card.correspondent)},
                         {"their_number", card.their_number},
                         {"their_date", or_null(card.their_date)},
                         {"sheets", card.sheets}});
}

/// The members of `after` that `before` does not say the same way.
Json changes(const Json& before, const Json& after) {
    Json changed = Json::object();
    for (const auto& [name, value] : after.members()) {
        if (before[name] != value) {
            changed.set(name, Json::object({{"from", before[name]}, {"to", value}}));
        }
    }
    return changed;
}

/// One main file; a certificate that is still to be rendered may come as facts alone.
bool has_paper(Direction direction, const std::vector<NewFile>& files) {
    const auto papers = std::ranges::count(files, FileRole::main, &NewFile::role);
    const auto facts = std::ranges::count(files, FileRole::facts, &NewFile::role);
    return papers == 1 || (direction == Direction::certificate && papers == 0 && facts == 1);
}

/// What somebody else made: it is judged. What we found or rendered ourselves is not.
bool is_from_outside(FileRole role) {
    return role == FileRole::main || role == FileRole::annex || role == FileRole::signed_paper ||
           role == FileRole::package;
}

/// Writes the next version; the files of an incoming document are judged in the background.
Result<void> write_files(sql::Transaction& tx, const IdSource& ids, const Act& act,
                         const Document& document, const std::vector<NewFile>& files,
                         std::string_view note) {
    MOHUR_TRY(const int version, write_version(tx, act, document, files, note));
    std::vector<FilePlace> received;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (document.card.direction == Direction::incoming && is_from_outside(files[i].role)) {
            received.push_back({document.id, version, static_cast<int>(i) + 1});
        }
    }
    return Receptions{ids}.expect(tx, act, received);
}

bool is_registered(DocumentState state) {
    return !may_change_content(state);
}

}  // namespace

Result<Document> Registry::capture(sql::Transaction& tx, const Act& act, const Card& card,
                                   const std::vector<NewFile>& files) const {
    const bool incoming = card.direction == Direction::incoming;
    MOHUR_TRY(const auto place,
              require(tx, act, incoming ? std::optional{Power::register_documents} : std::nullopt));
    if (!has_paper(card.direction, files)) {
        return Error::malformed("main-file-missing");
    }
    Document fresh;
    fresh.id = ids_.make<DocumentId>();
    fresh.card = card;
    MOHUR_TRY_VOID(tx.exec(kCapture, tx.agency(), fresh.id, to_string(DocumentState::draft),
                           to_string(card.direction), card.kind, card.title, card.summary,
                           to_string(card.access_mark), card.correspondent, card.their_number,
                           card.their_date, card.sheets, place, act.at));
    MOHUR_TRY_VOID(
        record_event(tx, act, Stream::document(fresh.id), "document.captured", json_of(card)));
    if (place) {
        MOHUR_TRY_VOID(let_see(tx, act, fresh.id, *place, "author"));
    }
    MOHUR_TRY_VOID(write_files(tx, ids_, act, fresh, files, ""));
    return document_of(tx, act, fresh.id);
}

Result<Document> Registry::add_version(sql::Transaction& tx, const Act& act, DocumentId id,
                                       std::int64_t row_version, const std::vector<NewFile>& files,
                                       std::string_view note) const {
    MOHUR_TRY(const auto place, require(tx, act, std::nullopt));
    MOHUR_TRY(const auto document, lock_document(tx, act, id, row_version));
    // What comes in belongs to the registry office; what we write, to who wrote it.
    if (place && document.card.direction != Direction::incoming && document.author != place) {
        return Error::denied("not-the-author");
    }
    if (!may_change_content(document.state)) {
        return Error::conflict("state-not-allowed", std::string{to_string(document.state)});
    }
    if (!has_paper(document.card.direction, files)) {
        return Error::malformed("main-file-missing");
    }
    MOHUR_TRY_VOID(write_files(tx, ids_, act, document, files, note));
    return document_of(tx, act, id);
}

Result<Document> Registry::edit_card(sql::Transaction& tx, const Act& act, DocumentId id,
                                     std::int64_t row_version, const Card& card,
                                     std::string_view reason) const {
    MOHUR_TRY(const auto document, lock_document(tx, act, id, row_version));
    const bool registered = is_registered(document.state);
    MOHUR_TRY_VOID(
        require(tx, act, registered ? std::optional{Power::register_documents} : std::nullopt));
    if (!may_edit_card(document.state)) {
        return Error::conflict("state-not-allowed", std::string{to_string(document.state)});
    }
    if (card.direction != document.card.direction) {
        return Error::malformed("direction-fixed");
    }
    if (registered && reason.empty()) {
        return Error::malformed("reason-missing");
    }
    MOHUR_TRY_VOID(tx.exec(kEdit, tx.agency(), id, card.kind, card.title, card.summary,
                           to_string(card.access_mark), card.correspondent, card.their_number,
                           card.their_date, card.sheets, act.at));
    MOHUR_TRY_VOID(
        record_event(tx, act, Stream::document(id), "card.edited",
                     Json::object({{"changes", changes(json_of(document.card), json_of(card))},
                                   {"reason", reason}})));
    return document_of(tx, act, id);
}

Result<Document> Registry::cancel(sql::Transaction& tx, const Act& act, DocumentId id,
                                  std::int64_t row_version, std::string_view reason) const {
    MOHUR_TRY_VOID(require(tx, act, std::nullopt));
    if (reason.empty()) {
        return Error::malformed("reason-missing");
    }
    MOHUR_TRY(const auto seen, document_of(tx, act, id));
    const auto& held = seen.registration;
    if (held && held->state == RegistrationState::numbered) {
        // Locks the journal before the document and counts the document's version up.
        MOHUR_TRY_VOID(tx.exec(kVoid, acting(act), held->id, reason));
        ++row_version;
    }
    MOHUR_TRY(const auto document, lock_document(tx, act, id, row_version));
    MOHUR_TRY_VOID(move_document(tx, act, document, DocumentEvent::cancelled));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(id), "document.cancelled",
                                Json::object({{"reason", reason}})));
    return document_of(tx, act, id);
}

Result<void> Registry::link(sql::Transaction& tx, const Act& act, DocumentId from, DocumentId to,
                            LinkType type) const {
    MOHUR_TRY_VOID(lock_document(tx, act, from, std::nullopt));
    MOHUR_TRY_VOID(document_of(tx, act, to));
    MOHUR_TRY_VOID(tx.exec(kLink, tx.agency(), from, to, to_string(type), act.at));
    MOHUR_TRY_VOID(touch_document(tx, act, from));
    return record_event(tx, act, Stream::document(from), "document.linked",
                        Json::object({{"to", to_string(to)}, {"type", to_string(type)}}));
}

Result<CorrespondentId> Registry::add_correspondent(sql::Transaction& tx, const Act& act,
                                                    const NewCorrespondent& correspondent) const {
    MOHUR_TRY_VOID(require(tx, act, std::nullopt));
    const auto id = ids_.make<CorrespondentId>();
    MOHUR_TRY_VOID(tx.exec(kAddCorrespondent, tx.agency(), id, correspondent.name,
                           correspondent.is_person ? "person" : "organisation", correspondent.voen,
                           correspondent.peer_code, act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::agency(tx.agency()), "correspondent.added",
                                Json::object({{"correspondent", to_string(id)}})));
    return id;
}

Result<CorrespondentId> Registry::correspondent_called(sql::Transaction& tx, const Act& act,
                                                       const std::string& name) const {
    MOHUR_TRY(const auto known, correspondent_named(tx, name));
    if (known) {
        return *known;
    }
    return add_correspondent(tx, act, {name, false, std::nullopt, std::nullopt});
}

}  // namespace mohur::documents
