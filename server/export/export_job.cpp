// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/export/export_job.h"

#include "server/http/spool_file.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

/// "03-07_2026_1": what the archive unpacks to.
std::string folder_name(const CaseFile& file) {
    return bagit::portable_name(file.file_class.index_text + "_" + std::to_string(file.year) + "_" +
                                std::to_string(file.volume));
}

}  // namespace

Result<void> ExportJob::run(const AgencyScope& scope, const Job& job) const {
    MOHUR_TRY(const auto id, ExportId::parse(job.subject));
    const auto system = Act::system(clock_.now());
    MOHUR_TRY(const auto row, cells_.of(scope).read(scope, [&](sql::Transaction& tx) {
        return export_of(tx, system, id);
    }));
    if (row.state != ExportState::waiting) {
        return {};
    }
    auto made = make(scope, row);
    if (!made && (is_permanent(made.error()) || job.attempt >= kRetry.attempts)) {
        MOHUR_TRY_VOID(cells_.of(scope).write(scope, [&](sql::Transaction& tx) {
            return exports_.fail(tx, row, made.error().reason, clock_.now());
        }));
    }
    return made;
}

Result<void> ExportJob::make(const AgencyScope& scope, const CaseFileExportRow& row) const {
    const auto& database = cells_.of(scope);
    auto act = row.requested;
    act.at = clock_.now();
    const CaseFileExport exporter{database, blobs_, verification_, timestamping_, clock_};
    MOHUR_TRY(const auto package, exporter.make(scope, act, row.case_file));
    MOHUR_TRY(const auto file, database.read(scope, [&](sql::Transaction& tx) {
        return case_file_of(tx, row.case_file);
    }));
    MOHUR_TRY(const auto target, spool_target(spool_));
    MOHUR_TRY_VOID(bagit::write_zip(package.bag, folder_name(file), act.at, *target));
    MOHUR_TRY(const auto archive, target->read_back());
    MOHUR_TRY(const auto stored, blobs_.put(scope.agency(), *archive));
    return database.write(scope, [&](sql::Transaction& tx) {
        return exports_.complete(tx, row, package, stored, clock_.now());
    });
}

}  // namespace mohur::server
