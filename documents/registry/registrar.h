// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/registry.h"

namespace mohur::documents {

enum class Period { year, none };  ///< whether a journal starts again at 1 every year

struct NewJournal {
    std::string name;
    Direction direction = Direction::incoming;
    /// {seq} or {seq:6} is required; {unit} {file} {yy} {yyyy} {check} are filled in.
    std::string mask;
    Period period = Period::year;
    std::string unit_index;
    std::string file_index;
};

struct Journal {
    JournalId id;
    std::string name;
    Direction direction = Direction::incoming;
    std::string mask;
    Period period = Period::year;
    std::string unit_index;
    std::string file_index;
    bool closed = false;
};

/// One number of a journal's book.
struct BookLine {
    Registration registration;
    std::string title;
};

struct BookPage {
    std::vector<BookLine> lines;       ///< highest number first
    std::optional<std::int64_t> next;  ///< `below` of the following page
};

/// Journals and their numbers. Every number from 1 to the highest is exactly one of reserved
/// (NUMBERED), live (REGISTERED) and voided, and no number has two documents. Thread-safe. Borrows
/// `ids`. All need the power `register` unless they say otherwise.
class Registrar {
public:
    explicit Registrar(const IdSource& ids) : ids_{ids} {}

    /// Needs the power `administer`. `malformed` "mask-invalid" for an unknown placeholder.
    [[nodiscard]] Result<JournalId> open_journal(sql::Transaction& tx, const Act& act,
                                                 const NewJournal& journal) const;

    /// Number and registration at once, for a paper without a signature of ours (incoming,
    /// internal). One call of the database. Errors: `conflict` "version-stale",
    /// "state-not-allowed", "journal-of-other-direction", "journal-closed".
    [[nodiscard]] Result<Registration> register_document(sql::Transaction& tx, const Act& act,
                                                         DocumentId id, std::int64_t row_version,
                                                         JournalId journal) const;
    /// The number before the signature: NUMBERED. A document at signing whose number is reserved
    /// gets the same again, so a failed try costs none. Needs no power: the ceremony asked for one.
    [[nodiscard]] Result<Registration> allocate_number(sql::Transaction& tx, const Act& act,
                                                       DocumentId id, JournalId journal) const;
    /// NUMBERED -> REGISTERED, when the signed paper is stored. Needs no power, as above.
    [[nodiscard]] Result<void> confirm(sql::Transaction& tx, const Act& act,
                                       RegistrationId id) const;
    /// Takes a number out with a reason. A registered incoming or internal paper becomes a draft
    /// again; a signed one is cancelled, because the number stands in it.
    [[nodiscard]] Result<void> void_registration(sql::Transaction& tx, const Act& act,
                                                 RegistrationId id, std::string_view reason) const;
    /// Voids the number of a paper without a signature of ours and gives it another, in one
    /// transaction and without a change of state.
    [[nodiscard]] Result<Registration> register_again(sql::Transaction& tx, const Act& act,
                                                      DocumentId id, std::int64_t row_version,
                                                      JournalId journal,
                                                      std::string_view reason) const;

private:
    const IdSource& ids_;
};

[[nodiscard]] Result<std::vector<Journal>> journals(sql::Transaction& tx);
[[nodiscard]] Result<Registration> registration_of(sql::Transaction& tx, RegistrationId id);
/// The journal's book of one year (0 where it counts on for ever); `limit` is cut to 200. Needs the
/// power `register`.
[[nodiscard]] Result<BookPage> book_of(sql::Transaction& tx, const Act& act, JournalId journal,
                                       int year, std::optional<std::int64_t> below, int limit);

}  // namespace mohur::documents
