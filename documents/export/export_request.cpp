// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/export_request.h"

#include "documents/model/names.h"

namespace mohur::documents {
namespace {

constexpr Names<ExportState, 3> kStates{{{{ExportState::waiting, "waiting"},
                                          {ExportState::ready, "ready"},
                                          {ExportState::failed, "failed"}}}};

constexpr sql::Statement kInsert{"export.insert", R"sql(
    INSERT INTO case_file_export (agency_id, id, case_file_id, person_id, assignment_id,
                                  on_behalf_of, state, requested_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7)
)sql"};

constexpr sql::Statement kContent{"export.content", R"sql(
    INSERT INTO content (agency_id, algorithm, digest, size, stored_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING
)sql"};

constexpr sql::Statement kReady{"export.ready", R"sql(
    UPDATE case_file_export
       SET state = 'ready', algorithm = $3, digest = $4, size = $5, manifest = $6, documents = $7,
           files = $8, signed_files = $9, changed_at = $10
     WHERE agency_id = $1 AND id = $2 AND state = 'waiting'
)sql"};

constexpr sql::Statement kFailed{"export.failed", R"sql(
    UPDATE case_file_export SET state = 'failed', reason = left($3, 200), changed_at = $4
     WHERE agency_id = $1 AND id = $2 AND state = 'waiting'
)sql"};

constexpr sql::Statement kSelect{"export.select", R"sql(
    SELECT id, case_file_id, person_id, assignment_id, on_behalf_of, state, algorithm, digest, size,
           manifest, documents, files, signed_files, reason, requested_at
      FROM case_file_export
     WHERE agency_id = $1 AND ($2::uuid IS NULL OR id = $2)
       AND ($3::uuid IS NULL OR case_file_id = $3)
     ORDER BY id DESC
     LIMIT 200
)sql"};

CaseFileExportRow row_from(const sql::Row& row) {
    CaseFileExportRow out;
    out.id = row.get<ExportId>("id");
    out.case_file = row.get<CaseFileId>("case_file_id");
    out.requested = {row.get<PersonId>("person_id"), row.get<AssignmentId>("assignment_id"),
                     row.get<std::optional<AssignmentId>>("on_behalf_of"),
                     row.get<Time>("requested_at")};
    out.state = kStates.value_of(row.text("state")).value_or(ExportState::failed);
    if (!row.is_null("digest")) {
        const auto algorithm = digest_algorithm_from(row.text("algorithm"));
        MOHUR_CHECK(algorithm.has_value());
        out.package = Digest{*algorithm, row.get<Bytes>("digest")};
        out.manifest = row.get<Bytes>("manifest");
    }
    out.size = row.get<std::uint64_t>("size");
    out.documents = row.get<int>("documents");
    out.files = row.get<int>("files");
    out.signed_files = row.get<int>("signed_files");
    out.reason = row.text("reason");
    return out;
}

}  // namespace

std::string_view to_string(ExportState state) noexcept {
    return kStates.name_of(state);
}

Result<CaseFileExportRow> CaseFileExports::request(sql::Transaction& tx, const Act& act,
                                                   CaseFileId case_file) const {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY_VOID(case_file_of(tx, case_file));
    const auto id = ids_.make<ExportId>();
    MOHUR_TRY_VOID(tx.exec(kInsert, tx.agency(), id, case_file, act.person, act.assignment,
                           act.on_behalf_of, act.at));
    return export_of(tx, act, id);
}

Result<void> CaseFileExports::complete(sql::Transaction& tx, const CaseFileExportRow& row,
                                       const CaseFilePackage& package, const StoredBlob& archive,
                                       Time now) const {
    const auto& digest = archive.digest();
    MOHUR_TRY_VOID(tx.exec(kContent, tx.agency(), to_string(digest.algorithm), digest.value,
                           archive.size(), now));
    MOHUR_TRY_VOID(tx.change("export-state", kReady, tx.agency(), row.id,
                             to_string(digest.algorithm), digest.value, archive.size(),
                             package.manifest.value, package.documents, package.files,
                             package.signed_files, now));
    auto act = row.requested;
    act.at = now;
    return record_export(tx, act, row.case_file, package);
}

Result<void> CaseFileExports::fail(sql::Transaction& tx, const CaseFileExportRow& row,
                                   std::string_view reason, Time now) const {
    return tx.change("export-state", kFailed, tx.agency(), row.id, reason, now);
}

Result<CaseFileExportRow> export_of(sql::Transaction& tx, const Act& act, ExportId id) {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY(const auto row,
              tx.exec_one("export-missing", kSelect, tx.agency(), id, std::nullopt));
    return row_from(row);
}

Result<std::vector<CaseFileExportRow>> exports_of(sql::Transaction& tx, const Act& act,
                                                  CaseFileId case_file) {
    MOHUR_TRY_VOID(require(tx, act, Power::register_documents));
    MOHUR_TRY(const auto rows, tx.exec(kSelect, tx.agency(), std::nullopt, case_file));
    return rows.map(row_from);
}

}  // namespace mohur::documents
