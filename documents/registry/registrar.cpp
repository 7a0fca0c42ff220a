// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/registrar.h"

#include "documents/registry/document_rows.h"
#include "documents/registry/registration_row.h"

#include <algorithm>
#include <array>

namespace mohur::documents {
namespace {

constexpr sql::Statement kOpenJournal{"registrar.open_journal", R"sql(
    INSERT INTO journal (agency_id, id, name, direction, mask, period, unit_index, file_index,
                         created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
)sql"};

constexpr sql::Statement kRegister{
    "registrar.register", "SELECT register_document($1::acting, $2, $3, $4, $5, $6, $7) AS id"};
constexpr sql::Statement kAllocate{"registrar.allocate",
                                   "SELECT allocate_number($1::acting, $2, $3, $4) AS id"};
constexpr sql::Statement kConfirm{"registrar.confirm",
                                  "SELECT confirm_registration($1::acting, $2)"};
constexpr sql::Statement kVoid{"registrar.void",
                               "SELECT void_registration($1::acting, $2, $3) AS before"};

constexpr sql::Statement kJournals{"registrar.journals", R"sql(
    SELECT id, name, direction, mask, period, unit_index, file_index,
           closed_at IS NOT NULL AS closed
      FROM journal
     WHERE agency_id = $1
     ORDER BY name
)sql"};

constexpr sql::Statement kRegistration{"registrar.registration", R"sql(
    SELECT id AS registration_id, journal_id, document_id, year, number, index_text, on_date,
           state AS registration_state, reason
      FROM registration_line
     WHERE agency_id = $1 AND id = $2
)sql"};

constexpr sql::Statement kBook{"registrar.book", R"sql(
    SELECT line.id AS registration_id, line.journal_id, line.document_id, line.year, line.number,
           line.index_text, line.on_date, line.state AS registration_state, line.reason,
           document.title
      FROM registration_line AS line
      JOIN document ON document.agency_id = line.agency_id AND document.id = line.document_id
     WHERE line.agency_id = $1 AND line.journal_id = $2 AND line.year = $3
       AND ($4::bigint IS NULL OR line.number < $4)
     ORDER BY line.number DESC
     LIMIT $5
)sql"};

constexpr std::array<std::string_view, 6> kPlaceholders{"{unit}", "{file}",  "{yy}",
                                                        "{yyyy}", "{check}", "{seq}"};

bool is_placeholder(std::string_view text) {
    const bool padded =
        text.size() == 7 && text.starts_with("{seq:") && text[5] >= '1' && text[5] <= '9';
    return padded || std::ranges::find(kPlaceholders, text) != kPlaceholders.end();
}

/// Braces only around known placeholders, and the sequence exactly once.
bool is_mask(std::string_view mask) {
    int sequences = 0;
    for (std::size_t at = 0; at < mask.size(); ++at) {
        if (mask[at] == '}') {
            return false;
        }
        if (mask[at] != '{') {
            continue;
        }
        const auto end = mask.find('}', at);
        if (end == std::string_view::npos || !is_placeholder(mask.substr(at, end - at + 1))) {
            return false;
        }
        sequences += mask.substr(at, 4) == "{seq" ? 1 : 0;
        at = end;
    }
    return sequences == 1;
}

bool carries_our_signature(Direction direction) {
    return direction == Direction::outgoing || direction == Direction::certificate;
}

Result<void> require_reason(std::string_view reason) {
    return reason.empty() ? Result<void>{Error::malformed("reason-missing")} : Result<void>{};
}

}  // namespace

Registration registration_from(const sql::Row& row) {
    Registration held;
    held.id = row.get<RegistrationId>("registration_id");
    held.journal = row.get<JournalId>("journal_id");
    held.document = row.get<DocumentId>("document_id");
    held.year = row.get<int>("year");
    held.number = row.get<std::int64_t>("number");
    held.index_text = row.text("index_text");
    held.date = row.get<Date>("on_date");
    held.state = *registration_state_from(row.text("registration_state"));
    held.reason = row.text("reason");
    return held;
}

Result<JournalId> Registrar::open_journal(sql::Transaction& tx, const Act& act,
                                          const NewJournal& journal) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    if (!is_mask(journal.mask)) {
        return Error::malformed("mask-invalid", journal.mask);
    }
    const auto id = ids_.make<JournalId>();
    MOHUR_TRY_VOID(tx.exec(kOpenJournal, tx.agency(), id, journal.name,
                           to_string(journal.direction), journal.mask,
                           journal.period == Period::year ? "year" : "none", journal.unit_index,
                           journal.file_index, act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::journal(id), "journal.opened",
                                Json::object({{"name", journal.name},
                                              {"direction", to_string(journal.direction)},
                                              {"mask", journal.mask}})));
    return id;
}

Result<Registration> Registrar::register_document(sql::Transaction& tx, const Act& act,
                                                  DocumentId id, std::int64_t row_version,
                                                  JournalId journal) const {
    constexpr auto before = DocumentState::draft;
    MOHUR_TRY(const auto after, transition(before, DocumentEvent::registered));
    MOHUR_TRY(const auto rows, tx.exec(kRegister, acting(act), id, row_version, to_string(before),
                                       to_string(after), journal, ids_.next()));
    return registration_of(tx, rows[0].get<RegistrationId>("id"));
}

Result<Registration> Registrar::allocate_number(sql::Transaction& tx, const Act& act, DocumentId id,
                                                JournalId journal) const {
    MOHUR_TRY(const auto rows, tx.exec(kAllocate, acting(act), id, journal, ids_.next()));
    return registration_of(tx, rows[0].get<RegistrationId>("id"));
}

Result<void> Registrar::confirm(sql::Transaction& tx, const Act& act, RegistrationId id) const {
    MOHUR_TRY_VOID(tx.exec(kConfirm, acting(act), id));
    return {};
}

Result<void> Registrar::void_registration(sql::Transaction& tx, const Act& act, RegistrationId id,
                                          std::string_view reason) const {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY_VOID(require_reason(reason));
    MOHUR_TRY(const auto rows, tx.exec(kVoid, acting(act), id, reason));
    if (rows[0].text("before") == to_string(RegistrationState::numbered)) {
        return {};
    }
    MOHUR_TRY(const auto held, registration_of(tx, id));
    MOHUR_TRY(const auto document, lock_document(tx, act, held.document, std::nullopt));
    const auto event = carries_our_signature(document.card.direction)
                           ? DocumentEvent::paper_voided
                           : DocumentEvent::number_voided;
    MOHUR_TRY_VOID(move_document(tx, act, document, event));
    return {};
}

Result<Registration> Registrar::register_again(sql::Transaction& tx, const Act& act, DocumentId id,
                                               std::int64_t row_version, JournalId journal,
                                               std::string_view reason) const {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY_VOID(require_reason(reason));
    MOHUR_TRY(const auto document, document_of(tx, act, id));
    const auto& held = document.registration;
    if (!held || carries_our_signature(document.card.direction) || !may_edit_card(document.state)) {
        return Error::conflict("state-not-allowed", std::string{to_string(document.state)});
    }
    // Journal and document are locked from here on; only now the version that was read can be
    // trusted.
    MOHUR_TRY(const auto rows, tx.exec(kVoid, acting(act), held->id, reason));
    MOHUR_TRY(const auto locked, document_of(tx, act, id));
    if (locked.row_version != row_version + 1 ||
        rows[0].text("before") != to_string(RegistrationState::registered)) {
        return Error::conflict("version-stale", std::to_string(locked.row_version));
    }
    MOHUR_TRY(const auto fresh, allocate_number(tx, act, id, journal));
    MOHUR_TRY_VOID(confirm(tx, act, fresh.id));
    return registration_of(tx, fresh.id);
}

Result<std::vector<Journal>> journals(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kJournals, tx.agency()));
    return rows.map([](const sql::Row& row) {
        return Journal{row.get<JournalId>("id"),
                       row.text("name"),
                       *direction_from(row.text("direction")),
                       row.text("mask"),
                       row.text("period") == "year" ? Period::year : Period::none,
                       row.text("unit_index"),
                       row.text("file_index"),
                       row.get<bool>("closed")};
    });
}

Result<Registration> registration_of(sql::Transaction& tx, RegistrationId id) {
    MOHUR_TRY(const auto row, tx.exec_one("registration-missing", kRegistration, tx.agency(), id));
    return registration_from(row);
}

Result<BookPage> book_of(sql::Transaction& tx, const Act& act, JournalId journal, int year,
                         std::optional<std::int64_t> below, int limit) {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    const int size = std::clamp(limit, 1, 200);
    MOHUR_TRY(const auto rows, tx.exec(kBook, tx.agency(), journal, year, below, size));
    BookPage page{rows.map([](const sql::Row& row) {
                      return BookLine{registration_from(row), row.text("title")};
                  }),
                  {}};
    if (static_cast<int>(page.lines.size()) == size) {
        page.next = page.lines.back().registration.number;
    }
    return page;
}

}  // namespace mohur::documents
