// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/health_api.h"

#include "documents/organisation/organisation.h"
#include "server/openapi_embedded.h"

#include <unistd.h>

namespace mohur::server {
namespace {

namespace sql = documents::sql;

bool database_answers(const documents::Cells& cells) {
    return cells.global()
        .read(sql::GlobalScope{}, [](sql::Transaction& tx) { return documents::agencies(tx); })
        .has_value();
}

}  // namespace

void HealthApi::add_to(Router& router) {
    router.add(Method::get, "/health/live", [](Request&) -> Result<Response> {
        return Response::json(Json::object({{"status", "ok"}}));
    });
    router.add(Method::get, "/health/ready",
               [this](Request&) -> Result<Response> { return ready(); });
    router.add(Method::get, "/api/v1/openapi.yaml", [](Request&) -> Result<Response> {
        Response response;
        response.body = std::string{openapi()[0].content};
        response.with("Content-Type", "application/yaml")
            .with("Cache-Control", "public, max-age=3600");
        return response;
    });
}

Response HealthApi::ready() const {
    const bool database = database_answers(services_.cells);
    const bool content = ::access(services_.config.data.c_str(), W_OK) == 0;
    const bool all = database && content;
    return Response::json(
        Json::object({{"status", all ? "ok" : "degraded"},
                      {"checks", Json::object({{"database", database}, {"content", content}})}}),
        all ? 200 : 503);
}

}  // namespace mohur::server
