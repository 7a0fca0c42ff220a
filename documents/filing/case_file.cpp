// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/filing/case_file.h"

#include "documents/audit/event.h"
#include "documents/registry/document_rows.h"
#include "documents/registry/registry.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kAddClass{"filing.add_class", R"sql(
    INSERT INTO file_class (agency_id, id, index_text, title, retention, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

constexpr sql::Statement kOpen{"filing.open", R"sql(
    INSERT INTO case_file (agency_id, id, class_id, year, volume, title, opened_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};

constexpr sql::Statement kClose{"filing.close", R"sql(
    UPDATE case_file SET closed_at = $3 WHERE agency_id = $1 AND id = $2 AND closed_at IS NULL
)sql"};

constexpr sql::Statement kLockFile{"filing.lock", R"sql(
    SELECT closed_at IS NULL AS open FROM case_file WHERE agency_id = $1 AND id = $2 FOR SHARE
)sql"};

constexpr sql::Statement kOnControl{"filing.on_control", R"sql(
    SELECT EXISTS (SELECT FROM control_card
                    WHERE agency_id = $1 AND document_id = $2 AND state = 'on') AS controlled
)sql"};

constexpr sql::Statement kFile{"filing.file", R"sql(
    UPDATE document SET case_file_id = $3 WHERE agency_id = $1 AND id = $2
)sql"};

constexpr sql::Statement kClasses{"filing.classes", R"sql(
    SELECT id AS class_id, index_text, title AS class_title, retention
      FROM file_class
     WHERE agency_id = $1
     ORDER BY index_text
)sql"};

constexpr sql::Statement kCaseFiles{"filing.case_files", R"sql(
    SELECT case_file.id, class_id, index_text, file_class.title AS class_title, retention,
           case_file.year, case_file.volume, case_file.title, case_file.opened_at,
           case_file.closed_at,
           (SELECT count(*) FROM document
             WHERE document.agency_id = case_file.agency_id
               AND document.case_file_id = case_file.id) AS documents
      FROM case_file
      JOIN file_class ON file_class.agency_id = case_file.agency_id AND file_class.id = class_id
     WHERE case_file.agency_id = $1 AND ($2::uuid IS NULL OR case_file.id = $2)
       AND ($3::integer IS NULL OR case_file.year = $3)
     ORDER BY index_text, case_file.year, case_file.volume
)sql"};

constexpr sql::Statement kContents{"filing.contents", R"sql(
    SELECT document.id
      FROM document
      LEFT JOIN registration ON registration.agency_id = document.agency_id
                            AND registration.id = document.registration_id
     WHERE document.agency_id = $1 AND document.case_file_id = $2
     ORDER BY registration.on_date, registration.number, document.id
)sql"};

FileClass class_from(const sql::Row& row) {
    return {row.get<FileClassId>("class_id"), row.text("index_text"), row.text("class_title"),
            row.text("retention")};
}

CaseFile case_file_from(const sql::Row& row) {
    return {row.get<CaseFileId>("id"),
            class_from(row),
            row.get<int>("year"),
            row.get<int>("volume"),
            row.text("title"),
            row.get<Time>("opened_at"),
            row.get<std::optional<Time>>("closed_at"),
            row.get<int>("documents")};
}

}  // namespace

Result<FileClassId> Filing::add_class(sql::Transaction& tx, const Act& act,
                                      const NewFileClass& file_class) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    const auto id = ids_.make<FileClassId>();
    MOHUR_TRY_VOID(tx.exec(kAddClass, tx.agency(), id, file_class.index_text, file_class.title,
                           file_class.retention, act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::agency(tx.agency()), "file_class.added",
                                Json::object({{"index", file_class.index_text},
                                              {"title", file_class.title},
                                              {"retention", file_class.retention}})));
    return id;
}

Result<CaseFile> Filing::open(sql::Transaction& tx, const Act& act, FileClassId of, int year,
                              int volume, std::string_view title) const {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    const auto id = ids_.make<CaseFileId>();
    MOHUR_TRY_VOID(tx.exec(kOpen, tx.agency(), id, of, year, volume, title, act.at));
    MOHUR_TRY_VOID(record_event(
        tx, act, Stream::case_file(id), "case_file.opened",
        Json::object(
            {{"class", to_string(of)}, {"year", year}, {"volume", volume}, {"title", title}})));
    return case_file_of(tx, id);
}

Result<Document> Filing::file(sql::Transaction& tx, const Act& act, DocumentId id,
                              std::int64_t row_version, CaseFileId into) const {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY(const auto document, lock_document(tx, act, id, row_version));
    MOHUR_TRY(const auto folder, tx.exec_one("case-file-missing", kLockFile, tx.agency(), into));
    if (!folder.get<bool>("open")) {
        return Error::conflict("case-file-closed");
    }
    MOHUR_TRY(const auto control, tx.exec(kOnControl, tx.agency(), id));
    if (control[0].get<bool>("controlled")) {
        return Error::conflict("still-on-control");
    }
    MOHUR_TRY_VOID(move_document(tx, act, document, DocumentEvent::filed));
    MOHUR_TRY_VOID(tx.exec(kFile, tx.agency(), id, into));
    const auto payload =
        Json::object({{"document", to_string(id)}, {"case_file", to_string(into)}});
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(id), "document.filed", payload));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::case_file(into), "case_file.filled", payload));
    return document_of(tx, act, id);
}

Result<CaseFile> Filing::close(sql::Transaction& tx, const Act& act, CaseFileId id) const {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY_VOID(tx.change("case-file-closed", kClose, tx.agency(), id, act.at));
    MOHUR_TRY_VOID(
        record_event(tx, act, Stream::case_file(id), "case_file.closed", Json::object()));
    return case_file_of(tx, id);
}

Result<std::vector<FileClass>> file_classes(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kClasses, tx.agency()));
    return rows.map(class_from);
}

Result<std::vector<CaseFile>> case_files(sql::Transaction& tx, int year) {
    MOHUR_TRY(const auto rows, tx.exec(kCaseFiles, tx.agency(), std::nullopt, year));
    return rows.map(case_file_from);
}

Result<CaseFile> case_file_of(sql::Transaction& tx, CaseFileId id) {
    MOHUR_TRY(const auto row,
              tx.exec_one("case-file-missing", kCaseFiles, tx.agency(), id, std::nullopt));
    return case_file_from(row);
}

Result<std::vector<DocumentId>> contents_of(sql::Transaction& tx, const Act& act, CaseFileId id) {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY(const auto rows, tx.exec(kContents, tx.agency(), id));
    return rows.map([](const sql::Row& row) { return row.get<DocumentId>("id"); });
}

}  // namespace mohur::documents
