// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/reception_api.h"

#include "documents/reception/reception.h"
#include "documents/registry/registry.h"
#include "server/api/caller.h"
#include "server/api/file_api.h"

namespace mohur::server {
namespace {

namespace sql = documents::sql;

Json json_of(const documents::ReceptionEvidence& evidence) {
    Json material = Json::array();
    for (const auto& one : evidence.material) {
        material.push(Json::object({{"kind", to_string(one.kind)},
                                    {"digest", to_string(one.digest)},
                                    {"size", one.size}}));
    }
    auto json = Json::object({{"record", evidence.record},
                              {"verdict", evidence.verdict},
                              {"material", std::move(material)}});
    if (evidence.token) {
        json.set("token", to_base64(*evidence.token));
    }
    return json;
}

}  // namespace

void ReceptionApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/files/{id}/reception",
               [this](Request& r) { return evidence(r); });
}

Result<Response> ReceptionApi::evidence(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto name, FileName::parse(request.parameter("id")));
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(
        const auto json,
        services_.cells.of(caller.scope())
            .read(caller.scope(), [&](sql::Transaction& tx) -> Result<Json> {
                // Who may see the file may see what was found of it.
                MOHUR_TRY_VOID(documents::file_of(tx, act, name.document, name.version, name.no));
                MOHUR_TRY(const auto found, documents::reception_evidence(
                                                tx, {name.document, name.version, name.no}));
                return json_of(found);
            }));
    return Response::json(json);
}

}  // namespace mohur::server
