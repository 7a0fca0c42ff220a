// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/filing_api.h"

#include "server/api/caller.h"
#include "server/http/json_fields.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

Json view(const CaseFile& file) {
    return Json::object({{"id", to_string(file.id)},
                         {"index", file.file_class.index_text},
                         {"title", file.title},
                         {"year", file.year},
                         {"volume", file.volume},
                         {"documents", file.documents},
                         {"closed", file.closed_at.has_value()}});
}

int year_of(Time now) {
    return static_cast<int>(local_date(now).year());
}

}  // namespace

void FilingApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/file-classes", [this](Request& r) { return classes(r); });
    router.add(Method::get, "/api/v1/case-files", [this](Request& r) { return list(r); });
    router.add(Method::post, "/api/v1/case-files", [this](Request& r) { return open(r); });
}

Result<Response> FilingApi::classes(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto all,
              services_.cells.of(caller.scope()).read(caller.scope(), [](sql::Transaction& tx) {
                  return file_classes(tx);
              }));
    Json items = Json::array();
    for (const auto& one : all) {
        items.push(Json::object({{"id", to_string(one.id)},
                                 {"index", one.index_text},
                                 {"title", one.title},
                                 {"retention", one.retention}}));
    }
    return Response::json(Json::object({{"items", items}}));
}

Result<Response> FilingApi::list(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const int year = year_of(services_.clock.now());
    MOHUR_TRY(const auto all,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return case_files(tx, year);
              }));
    Json items = Json::array();
    for (const auto& one : all) {
        items.push(view(one));
    }
    return Response::json(Json::object({{"items", items}}));
}

Result<Response> FilingApi::open(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto text, request.text_body(services_.config.max_json_bytes));
    MOHUR_TRY(const auto body, Json::parse(text));
    JsonFields fields{body};
    const auto of = fields.required_id<FileClassId>("file_class_id");
    const auto year = fields.integer("year", 1'990, 2'200);
    const auto title = fields.text("title", 300);
    if (!year) {
        fields.fail("field-missing", "year");
    }
    MOHUR_TRY_VOID(fields.finish());
    return change_once(services_, request, caller, text,
                       [&](sql::Transaction& tx, const Caller&, const Act& act) -> Result<Answer> {
                           MOHUR_TRY(const auto file,
                                     filing_.open(tx, act, of, static_cast<int>(*year), 1, title));
                           return Answer{201, view(file), ""};
                       });
}

}  // namespace mohur::server
