// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/number_check.h"

#include "documents/model/ids.h"

namespace mohur::documents {
namespace {

// What state a number is in is worked out from its steps here and not by the view that the program
// itself uses.
constexpr sql::Statement kTotals{"fsck.number_totals", R"sql(
    WITH outcome AS (
        SELECT registration.id,
               count(*) FILTER (WHERE step.state = 'registered') AS registered,
               count(*) FILTER (WHERE step.state = 'voided') AS voided
          FROM registration
          LEFT JOIN registration_step AS step
            ON step.agency_id = registration.agency_id AND step.registration_id = registration.id
         WHERE registration.agency_id = $1
         GROUP BY registration.id)
    SELECT count(*) FILTER (WHERE registered = 1 AND voided = 0) AS live,
           count(*) FILTER (WHERE registered = 0 AND voided = 0) AS reserved,
           count(*) FILTER (WHERE registered <= 1 AND voided = 1) AS voided,
           count(*) FILTER (WHERE registered > 1 OR voided > 1) AS broken
      FROM outcome
)sql"};

constexpr sql::Statement kGaps{"fsck.number_gaps", R"sql(
    SELECT counter.journal_id, counter.year, expected.number
      FROM journal_counter AS counter
     CROSS JOIN LATERAL generate_series(1, counter.next_number - 1) AS expected(number)
     WHERE counter.agency_id = $1
       AND NOT EXISTS (
           SELECT FROM registration
            WHERE registration.agency_id = counter.agency_id
              AND registration.journal_id = counter.journal_id
              AND registration.year = counter.year AND registration.number = expected.number)
     LIMIT 1000
)sql"};

constexpr sql::Statement kBeyond{"fsck.number_beyond", R"sql(
    SELECT registration.journal_id, registration.year, registration.number
      FROM registration
      LEFT JOIN journal_counter AS counter
        ON counter.agency_id = registration.agency_id
       AND counter.journal_id = registration.journal_id AND counter.year = registration.year
     WHERE registration.agency_id = $1
       AND (counter.next_number IS NULL OR registration.number >= counter.next_number)
     LIMIT 1000
)sql"};

// The journal's own stream is the second book: it cannot be changed without breaking its chain.
constexpr sql::Statement kBook{"fsck.number_book", R"sql(
    WITH told AS (
        SELECT substr(event.stream, 9)::uuid AS journal_id,
               (payload.payload ->> 'registration')::uuid AS id,
               (payload.payload ->> 'year')::smallint AS year,
               (payload.payload ->> 'number')::bigint AS number
          FROM event
          JOIN event_payload AS payload USING (agency_id, stream, no)
         WHERE event.agency_id = $1 AND event.type = 'journal.numbered'),
    written AS (
        SELECT journal_id, id, year, number FROM registration WHERE agency_id = $1)
    SELECT coalesce(written.journal_id, told.journal_id) AS journal_id,
           coalesce(written.year, told.year) AS year,
           coalesce(written.number, told.number) AS number, told.id IS NULL AS untold
      FROM written
      FULL JOIN told ON told.id = written.id AND told.journal_id = written.journal_id
                    AND told.year = written.year AND told.number = written.number
     WHERE written.id IS NULL OR told.id IS NULL
     ORDER BY journal_id, year, number
     LIMIT 1000
)sql"};

constexpr sql::Statement kCrossed{"fsck.number_crossed", R"sql(
    SELECT document.id
      FROM document
      JOIN registration ON registration.agency_id = document.agency_id
                       AND registration.id = document.registration_id
     WHERE document.agency_id = $1 AND registration.document_id <> document.id
     LIMIT 1000
)sql"};

// A number that is not voided belongs to a document that says so.
constexpr sql::Statement kLoose{"fsck.number_loose", R"sql(
    SELECT registration.journal_id, registration.year, registration.number
      FROM registration
      JOIN document ON document.agency_id = registration.agency_id
                   AND document.id = registration.document_id
     WHERE registration.agency_id = $1
       AND document.registration_id IS DISTINCT FROM registration.id
       AND NOT EXISTS (
           SELECT FROM registration_step AS step
            WHERE step.agency_id = registration.agency_id
              AND step.registration_id = registration.id AND step.state = 'voided')
     LIMIT 1000
)sql"};

constexpr sql::Statement kVersionGaps{"fsck.version_gaps", R"sql(
    SELECT document.id
      FROM document
      LEFT JOIN document_version AS version ON version.agency_id = document.agency_id
                                           AND version.document_id = document.id
     WHERE document.agency_id = $1
     GROUP BY document.id, document.current_version
    HAVING count(version.no) <> document.current_version
        OR coalesce(max(version.no), 0) <> document.current_version
     LIMIT 1000
)sql"};

std::string number_place(const sql::Row& row) {
    return "journal " + to_string(row.get<JournalId>("journal_id")) + " " +
           std::to_string(row.get<int>("year")) + "/" +
           std::to_string(row.get<std::int64_t>("number"));
}

std::string document_place(const sql::Row& row) {
    return "document " + to_string(row.get<DocumentId>("id"));
}

using Place = std::string (*)(const sql::Row&);

Result<void> tell_all(sql::Transaction& tx, Findings& findings, const sql::Statement& statement,
                      std::string_view code, Place where) {
    MOHUR_TRY(const auto rows, tx.exec(statement, tx.agency()));
    for (const auto& row : rows) {
        findings.add(code, where(row));
    }
    return {};
}

Result<void> check_book(sql::Transaction& tx, Findings& findings) {
    MOHUR_TRY(const auto rows, tx.exec(kBook, tx.agency()));
    for (const auto& row : rows) {
        findings.add(row.get<bool>("untold") ? "number-without-event" : "number-vanished",
                     number_place(row));
    }
    return {};
}

}  // namespace

Result<NumberTotals> check_numbers(sql::Transaction& tx, Findings& findings) {
    MOHUR_TRY_VOID(tell_all(tx, findings, kGaps, "number-missing", number_place));
    MOHUR_TRY_VOID(tell_all(tx, findings, kBeyond, "number-beyond-counter", number_place));
    MOHUR_TRY_VOID(tell_all(tx, findings, kCrossed, "document-not-on-number", document_place));
    MOHUR_TRY_VOID(tell_all(tx, findings, kLoose, "number-not-on-document", number_place));
    MOHUR_TRY_VOID(check_book(tx, findings));
    MOHUR_TRY(const auto rows, tx.exec(kTotals, tx.agency()));
    if (rows[0].get<std::int64_t>("broken") > 0) {
        findings.add("number-state", std::to_string(rows[0].get<std::int64_t>("broken")));
    }
    return NumberTotals{rows[0].get<std::int64_t>("live"), rows[0].get<std::int64_t>("reserved"),
                        rows[0].get<std::int64_t>("voided")};
}

Result<void> check_versions(sql::Transaction& tx, Findings& findings) {
    return tell_all(tx, findings, kVersionGaps, "version-gap", document_place);
}

}  // namespace mohur::documents
