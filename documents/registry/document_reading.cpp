// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
// The reading side of the registry: every query carries the predicate of what the viewer may see.
#include "documents/content/content_row.h"
#include "documents/registry/registration_row.h"
#include "documents/registry/registry.h"

#include <algorithm>

namespace mohur::documents {
namespace {

constexpr int kLongestPage = 200;

constexpr sql::Statement kDocument{"reading.document", R"sql(
    SELECT document.id, document.row_version, document.state, document.direction, document.kind,
           document.title, document.summary, document.access_mark, document.correspondent_id,
           document.their_number, document.their_date, document.sheets, document.current_version,
           document.case_file_id, document.author_id, document.created_at, document.changed_at,
           coalesce(correspondent.name, '') AS correspondent_name,
           coalesce(person.surname || ' ' || person.given_name, '') AS author_name,
           EXISTS (SELECT FROM document_participant AS part
                    WHERE part.agency_id = document.agency_id AND part.document_id = document.id
                      AND part.assignment_id IN ($3, $4)) AS participates,
           line.id AS registration_id, line.journal_id, line.document_id, line.year, line.number,
           line.index_text, line.on_date, line.state AS registration_state, line.reason
      FROM document
      LEFT JOIN correspondent ON correspondent.agency_id = document.agency_id
                             AND correspondent.id = document.correspondent_id
      LEFT JOIN assignment ON assignment.agency_id = document.agency_id
                          AND assignment.id = document.author_id
      LEFT JOIN person ON person.id = assignment.person_id
      LEFT JOIN registration_line AS line ON line.agency_id = document.agency_id
                                         AND line.id = document.registration_id
     WHERE document.agency_id = $1 AND document.id = $2
)sql"};

constexpr sql::Statement kVersions{"reading.versions", R"sql(
    SELECT version.no, version.note, version.created_at,
           coalesce(person.surname || ' ' || person.given_name, '') AS created_by
      FROM document_version AS version
      LEFT JOIN assignment ON assignment.agency_id = version.agency_id
                          AND assignment.id = version.created_by
      LEFT JOIN person ON person.id = assignment.person_id
     WHERE version.agency_id = $1 AND version.document_id = $2
     ORDER BY version.no
)sql"};

constexpr sql::Statement kFiles{"reading.files", R"sql(
    SELECT version_no, no, role, name, media_type, algorithm, digest, size
      FROM document_file
     WHERE agency_id = $1 AND document_id = $2
       AND ($3::integer IS NULL OR version_no = $3) AND ($4::integer IS NULL OR no = $4)
     ORDER BY version_no, no
)sql"};

constexpr sql::Statement kLinks{"reading.links", R"sql(
    SELECT other.id, link.from_id = $2 AS outgoing, link.type, other.title,
           coalesce(registration.index_text, '') AS index_text
      FROM document_link AS link
      JOIN document AS other ON other.agency_id = link.agency_id
       AND other.id = CASE WHEN link.from_id = $2 THEN link.to_id ELSE link.from_id END
      LEFT JOIN registration ON registration.agency_id = other.agency_id
                            AND registration.id = other.registration_id
     WHERE link.agency_id = $1 AND (link.from_id = $2 OR link.to_id = $2)
     ORDER BY link.created_at, other.id
)sql"};

// $3 and $4: the viewer's places; $5: registry office; $6: leadership; $11: ids found by words.
constexpr sql::Statement kList{"reading.list", R"sql(
    SELECT document.id, document.state, document.direction, document.kind, document.title,
           document.access_mark, document.created_at,
           coalesce(correspondent.name, '') AS correspondent_name,
           coalesce(registration.index_text, '') AS index_text, registration.on_date
      FROM document
      LEFT JOIN correspondent ON correspondent.agency_id = document.agency_id
                             AND correspondent.id = document.correspondent_id
      LEFT JOIN registration ON registration.agency_id = document.agency_id
                            AND registration.id = document.registration_id
     WHERE document.agency_id = $1
       AND ($2::uuid IS NULL OR document.id < $2)
       AND (($5 AND NOT $9) OR ($6 AND NOT $9 AND document.access_mark = 'open')
            OR EXISTS (SELECT FROM document_participant AS part
                        WHERE part.agency_id = document.agency_id
                          AND part.document_id = document.id
                          AND part.assignment_id IN ($3, $4)))
       AND ($7::text IS NULL OR document.direction = $7)
       AND ($8::text IS NULL OR document.state = $8)
       AND ($11 = '' OR document.id IN (SELECT found FROM find_documents($11, $2) AS found))
     ORDER BY document.id DESC
     LIMIT $10
)sql"};

constexpr sql::Statement kCorrespondents{"reading.correspondents", R"sql(
    SELECT id, name, kind, voen, peer_code
      FROM correspondent
     WHERE agency_id = $1
       AND (az_fold(name) LIKE like_prefix(az_fold($2))
            OR az_fold(name) LIKE '% ' || like_prefix(az_fold($2)))
     ORDER BY name
     LIMIT 50
)sql"};

Card card_from(const sql::Row& row) {
    Card card;
    card.direction = *direction_from(row.text("direction"));
    card.kind = row.text("kind");
    card.title = row.text("title");
    card.summary = row.text("summary");
    card.access_mark = *access_mark_from(row.text("access_mark"));
    card.correspondent = row.get<std::optional<CorrespondentId>>("correspondent_id");
    card.their_number = row.text("their_number");
    card.their_date = row.get<std::optional<Date>>("their_date");
    card.sheets = row.get<int>("sheets");
    return card;
}

Document document_from(const sql::Row& row) {
    Document document;
    document.id = row.get<DocumentId>("id");
    document.row_version = row.get<std::int64_t>("row_version");
    document.state = *document_state_from(row.text("state"));
    document.card = card_from(row);
    document.correspondent_name = row.text("correspondent_name");
    document.current_version = row.get<int>("current_version");
    if (!row.is_null("registration_id")) {
        document.registration = registration_from(row);
    }
    document.case_file = row.get<std::optional<CaseFileId>>("case_file_id");
    document.author = row.get<std::optional<AssignmentId>>("author_id");
    document.author_name = row.text("author_name");
    document.created_at = row.get<Time>("created_at");
    document.changed_at = row.get<Time>("changed_at");
    return document;
}

File file_from(const sql::Row& row) {
    return {row.get<int>("no"), *file_role_from(row.text("role")),
            row.text("name"),   row.text("media_type"),
            digest_from(row),   row.get<std::uint64_t>("size")};
}

template <class Enum>
sql::Parameter name_or_null(const std::optional<Enum>& value) {
    return value ? sql::Parameter{to_string(*value)} : sql::Parameter{std::nullopt};
}

}  // namespace

DocumentLine document_line_from(const sql::Row& row) {
    return {row.get<DocumentId>("id"),
            *document_state_from(row.text("state")),
            *direction_from(row.text("direction")),
            row.text("kind"),
            row.text("title"),
            *access_mark_from(row.text("access_mark")),
            row.text("correspondent_name"),
            row.text("index_text"),
            row.get<std::optional<Date>>("on_date"),
            row.get<Time>("created_at")};
}

Result<Document> document_of(sql::Transaction& tx, const Act& act, DocumentId id) {
    MOHUR_TRY(const auto viewer, viewer_of(tx, act));
    MOHUR_TRY(const auto row, tx.exec_one("document-missing", kDocument, tx.agency(), id,
                                          viewer.place, viewer.own));
    auto document = document_from(row);
    if (!may_see(viewer, document.card.access_mark, row.get<bool>("participates"))) {
        return Error::not_found("document-missing");
    }
    return document;
}

Result<std::vector<Version>> versions_of(sql::Transaction& tx, const Act& act, DocumentId id) {
    MOHUR_TRY_VOID(document_of(tx, act, id));
    MOHUR_TRY(const auto rows, tx.exec(kVersions, tx.agency(), id));
    auto versions = rows.map([](const sql::Row& row) {
        return Version{row.get<int>("no"),
                       row.text("note"),
                       row.text("created_by"),
                       row.get<Time>("created_at"),
                       {}};
    });
    MOHUR_TRY(const auto files, tx.exec(kFiles, tx.agency(), id, std::nullopt, std::nullopt));
    for (const auto& row : files) {
        const auto at = static_cast<std::size_t>(row.get<int>("version_no")) - 1;
        MOHUR_CHECK(at < versions.size());
        versions[at].files.push_back(file_from(row));
    }
    return versions;
}

Result<File> file_of(sql::Transaction& tx, const Act& act, DocumentId id, int version_no,
                     int file_no) {
    MOHUR_TRY_VOID(document_of(tx, act, id));
    MOHUR_TRY(const auto row,
              tx.exec_one("file-missing", kFiles, tx.agency(), id, version_no, file_no));
    return file_from(row);
}

Result<std::vector<Event>> history_of(sql::Transaction& tx, const Act& act, DocumentId id) {
    MOHUR_TRY_VOID(document_of(tx, act, id));
    return events_of(tx, Stream::document(id));
}

Result<std::vector<Link>> links_of(sql::Transaction& tx, const Act& act, DocumentId id) {
    MOHUR_TRY_VOID(document_of(tx, act, id));
    MOHUR_TRY(const auto rows, tx.exec(kLinks, tx.agency(), id));
    return rows.map([](const sql::Row& row) {
        return Link{row.get<DocumentId>("id"), row.get<bool>("outgoing"),
                    *link_type_from(row.text("type")), row.text("title"), row.text("index_text")};
    });
}

Result<DocumentPage> list_documents(sql::Transaction& tx, const Act& act,
                                    const DocumentQuery& query, std::optional<DocumentId> before,
                                    int limit) {
    MOHUR_TRY(const auto viewer, viewer_of(tx, act));
    const int size = std::clamp(limit, 1, kLongestPage);
    MOHUR_TRY(const auto rows,
              tx.exec(kList, tx.agency(), before, viewer.place, viewer.own, viewer.registry_office,
                      viewer.leadership, name_or_null(query.direction), name_or_null(query.state),
                      query.mine, size, query.text));
    DocumentPage page{rows.map(document_line_from), {}};
    if (static_cast<int>(page.lines.size()) == size) {
        page.next = page.lines.back().id;
    }
    return page;
}

Result<std::vector<Correspondent>> correspondents(sql::Transaction& tx,
                                                  std::string_view beginning) {
    MOHUR_TRY(const auto rows, tx.exec(kCorrespondents, tx.agency(), beginning));
    return rows.map([](const sql::Row& row) {
        return Correspondent{row.get<CorrespondentId>("id"), row.text("name"),
                             row.text("kind") == "person",
                             row.get<std::optional<std::string>>("voen"),
                             row.get<std::optional<std::string>>("peer_code")};
    });
}

}  // namespace mohur::documents
