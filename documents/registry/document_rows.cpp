// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/document_rows.h"

#include "documents/audit/event.h"
#include "documents/content/content_row.h"
#include "documents/registry/registry.h"

namespace mohur::documents {
namespace {

constexpr std::size_t kMostFiles = 200;

constexpr sql::Statement kLock{"document.lock", R"sql(
    SELECT row_version FROM document WHERE agency_id = $1 AND id = $2 FOR NO KEY UPDATE
)sql"};

constexpr sql::Statement kMove{"document.move", R"sql(
    UPDATE document SET state = $4, row_version = row_version + 1, changed_at = $5
     WHERE agency_id = $1 AND id = $2 AND state = $3
)sql"};

constexpr sql::Statement kTouch{"document.touch", R"sql(
    UPDATE document SET row_version = row_version + 1, changed_at = $3
     WHERE agency_id = $1 AND id = $2
)sql"};

constexpr sql::Statement kVersion{"document.version", R"sql(
    INSERT INTO document_version (agency_id, document_id, no, note, created_by, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

constexpr sql::Statement kCurrent{"document.current", R"sql(
    UPDATE document SET current_version = $3, row_version = row_version + 1, changed_at = $4
     WHERE agency_id = $1 AND id = $2
)sql"};

constexpr sql::Statement kFile{"document.file", R"sql(
    INSERT INTO document_file (agency_id, document_id, version_no, no, role, name, media_type,
                               algorithm, digest, size)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
)sql"};

constexpr sql::Statement kLetSee{"document.let_see", R"sql(
    INSERT INTO document_participant (agency_id, document_id, assignment_id, ground, since)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING
)sql"};

Result<void> write_file(sql::Transaction& tx, const Act& act, DocumentId id, int version, int no,
                        const NewFile& file) {
    const auto& digest = file.blob.digest();
    MOHUR_TRY_VOID(remember_content(tx, file.blob, act.at));
    MOHUR_TRY_VOID(tx.exec(kFile, tx.agency(), id, version, no, to_string(file.role), file.name,
                           file.media_type, to_string(digest.algorithm), digest.value,
                           file.blob.size()));
    return {};
}

Json json_of(const std::vector<NewFile>& files) {
    Json list = Json::array();
    for (const auto& file : files) {
        list.push(Json::object({{"role", to_string(file.role)},
                                {"digest", to_string(file.blob.digest())},
                                {"size", file.blob.size()}}));
    }
    return list;
}

}  // namespace

Result<Document> lock_document(sql::Transaction& tx, const Act& act, DocumentId id,
                               std::optional<std::int64_t> row_version) {
    MOHUR_TRY(const auto row, tx.exec_one("document-missing", kLock, tx.agency(), id));
    MOHUR_TRY(auto document, document_of(tx, act, id));
    if (row_version && row.get<std::int64_t>("row_version") != *row_version) {
        return Error::conflict("version-stale", std::to_string(document.row_version));
    }
    return document;
}

Result<DocumentState> move_document(sql::Transaction& tx, const Act& act, const Document& document,
                                    DocumentEvent event) {
    MOHUR_TRY(const auto after, transition(document.state, event));
    MOHUR_TRY_VOID(tx.change("state-not-allowed", kMove, tx.agency(), document.id,
                             to_string(document.state), to_string(after), act.at));
    return after;
}

Result<void> touch_document(sql::Transaction& tx, const Act& act, DocumentId id) {
    return tx.change("document-missing", kTouch, tx.agency(), id, act.at);
}

Result<int> write_version(sql::Transaction& tx, const Act& act, const Document& document,
                          const std::vector<NewFile>& files, std::string_view note) {
    if (files.empty()) {
        return Error::malformed("file-missing");
    }
    if (files.size() > kMostFiles) {
        return Error::too_large("too-many-files");
    }
    const int version = document.current_version + 1;
    MOHUR_TRY_VOID(
        tx.exec(kVersion, tx.agency(), document.id, version, note, act.assignment, act.at));
    for (std::size_t i = 0; i < files.size(); ++i) {
        MOHUR_TRY_VOID(
            write_file(tx, act, document.id, version, static_cast<int>(i) + 1, files[i]));
    }
    MOHUR_TRY_VOID(tx.exec(kCurrent, tx.agency(), document.id, version, act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::document(document.id), "document.version_added",
                                Json::object({{"version", version}, {"files", json_of(files)}})));
    return version;
}

Result<void> let_see(sql::Transaction& tx, const Act& act, DocumentId id, AssignmentId who,
                     std::string_view ground) {
    MOHUR_TRY_VOID(tx.exec(kLetSee, tx.agency(), id, who, ground, act.at));
    return {};
}

}  // namespace mohur::documents
