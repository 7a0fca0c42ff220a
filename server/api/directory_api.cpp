// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/directory_api.h"

#include "documents/organisation/organisation.h"
#include "documents/registry/registrar.h"
#include "server/api/caller.h"
#include "server/http/dispatcher.h"

#include <algorithm>
#include <array>

namespace mohur::server {
namespace {

namespace sql = documents::sql;

// Kinds of instruction 935 that the first screens offer; their names are in the message catalogue.
constexpr std::array<std::string_view, 6> kKinds{"letter", "enquiry", "order",
                                                 "memo",   "report",  "act"};

Response list(Json items) {
    return Response::json(Json::object({{"items", std::move(items)}}));
}

}  // namespace

void DirectoryApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/journals", [this](Request& r) { return journals(r); });
    router.add(Method::get, "/api/v1/kinds", [this](Request& r) { return kinds(r); });
    router.add(Method::get, "/api/v1/assignments", [this](Request& r) { return assignments(r); });
}

Result<Response> DirectoryApi::journals(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto all,
              services_.cells.of(caller.scope()).read(caller.scope(), [](sql::Transaction& tx) {
                  return documents::journals(tx);
              }));
    const auto wanted = request.query("direction");
    Json items = Json::array();
    for (const auto& journal : all) {
        if (journal.closed || (wanted && to_string(journal.direction) != *wanted)) {
            continue;
        }
        items.push(Json::object({{"id", to_string(journal.id)},
                                 {"name", journal.name},
                                 {"direction", to_string(journal.direction)},
                                 {"mask", journal.mask}}));
    }
    return list(items);
}

Result<Response> DirectoryApi::kinds(const Request& request) const {
    MOHUR_TRY_VOID(caller_of(services_, request));
    Json items = Json::array();
    for (const auto kind : kKinds) {
        const auto name =
            services_.catalogue.text(language_of(request), "kind-" + std::string{kind});
        items.push(Json::object({{"code", kind}, {"name", name}}));
    }
    return list(items);
}

Result<Response> DirectoryApi::assignments(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto day = documents::local_date(services_.clock.now());
    MOHUR_TRY(const auto all,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return documents::assignments(tx, day);
              }));
    const auto power = request.query("power");
    Json items = Json::array();
    for (const auto& one : all) {
        if (power && std::ranges::find(one.powers, *power) == one.powers.end()) {
            continue;
        }
        Json powers = Json::array();
        for (const auto& each : one.powers) {
            powers.push(each);
        }
        items.push(Json::object({{"id", to_string(one.id)},
                                 {"post", one.post},
                                 {"unit", one.unit_name},
                                 {"powers", powers},
                                 {"person", Json::object({{"id", to_string(one.person)},
                                                          {"name", one.person_name}})}}));
    }
    return list(items);
}

}  // namespace mohur::server
