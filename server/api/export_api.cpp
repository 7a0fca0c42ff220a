// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/export_api.h"

#include "documents/jobs/job.h"
#include "server/api/caller.h"
#include "server/export/export_job.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

Json view(const CaseFileExportRow& row) {
    auto json = Json::object({{"id", to_string(row.id)},
                              {"case_file_id", to_string(row.case_file)},
                              {"state", to_string(row.state)},
                              {"requested_at", to_rfc3339(row.requested.at)},
                              {"documents", row.documents},
                              {"files", row.files},
                              {"signed_files", row.signed_files},
                              {"size", row.size}});
    if (row.package) {
        json.set("manifest", to_string(Digest{DigestAlgorithm::sha256, row.manifest}));
    }
    if (!row.reason.empty()) {
        json.set("reason", row.reason);
    }
    return json;
}

Result<CaseFileId> case_file_in(const Request& request) {
    const auto id = CaseFileId::parse(request.parameter("id"));
    return id ? Result<CaseFileId>{*id} : Result<CaseFileId>{Error::not_found("case-file-missing")};
}

}  // namespace

void ExportApi::add_to(Router& router) {
    const std::string all = "/api/v1/case-files/{id}/exports";
    router.add(Method::post, all, [this](Request& r) { return request(r); });
    router.add(Method::get, all, [this](Request& r) { return list(r); });
    router.add(Method::get, all + "/{export}", [this](Request& r) { return show(r); });
    router.add(Method::get, all + "/{export}/content", [this](Request& r) { return download(r); });
}

Result<Response> ExportApi::request(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto id, case_file_in(request));
    const Jobs jobs{services_.ids};
    auto response = change_once(
        services_, request, caller, "",
        [&](sql::Transaction& tx, const Caller&, const Act& act) -> Result<Answer> {
            MOHUR_TRY(const auto row, exports_.request(tx, act, id));
            MOHUR_TRY_VOID(jobs.enqueue(
                tx, {ExportJob::kKind, to_string(row.id), Json::object(), act.at}, act.at));
            return Answer{202, view(row), ""};
        });
    services_.jobs.nudge();
    return response;
}

Result<Response> ExportApi::list(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto id, case_file_in(request));
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(const auto rows,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return exports_of(tx, act, id);
              }));
    auto items = Json::array();
    for (const auto& row : rows) {
        items.push(view(row));
    }
    return Response::json(Json::object({{"items", items}}));
}

Result<CaseFileExportRow> ExportApi::find(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto case_file, case_file_in(request));
    const auto id = ExportId::parse(request.parameter("export"));
    if (!id) {
        return Error::not_found("export-missing");
    }
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(auto row,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return export_of(tx, act, *id);
              }));
    return row.case_file == case_file
               ? Result<CaseFileExportRow>{std::move(row)}
               : Result<CaseFileExportRow>{Error::not_found("export-missing")};
}

Result<Response> ExportApi::show(const Request& request) const {
    MOHUR_TRY(const auto row, find(request));
    return Response::json(view(row));
}

Result<Response> ExportApi::download(const Request& request) const {
    MOHUR_TRY(const auto row, find(request));
    if (!row.package) {
        return Error::conflict("export-not-ready", std::string{to_string(row.state)});
    }
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(std::shared_ptr<const ByteSource> archive,
              services_.blobs.get(caller.session.agency, *row.package));
    auto response = Response::of_file(archive, "application/zip");
    response.with("Content-Disposition",
                  "attachment; filename=\"case-file-" + to_string(row.case_file) + ".zip\"");
    return response;
}

}  // namespace mohur::server
