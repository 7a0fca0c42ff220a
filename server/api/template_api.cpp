// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/template_api.h"

#include "server/api/caller.h"
#include "server/http/dispatcher.h"
#include "templates/template_package.h"

namespace mohur::server {

void TemplateApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/templates", [this](Request& r) { return list(r); });
}

Result<Response> TemplateApi::list(const Request& request) const {
    MOHUR_TRY_VOID(caller_of(services_, request));
    Json items = Json::array();
    for (const auto name : templates::TemplatePackage::shipped_ids()) {
        MOHUR_TRY(const auto package, templates::TemplatePackage::shipped(name));
        MOHUR_TRY(const auto* form, package.form(to_string(language_of(request))));
        items.push(Json::object({{"name", name},
                                 {"title", form->title()},
                                 {"kind", to_string(package.kind())},
                                 {"schema", form->label(package.schema())},
                                 {"sample", package.sample()}}));
    }
    return Response::json(Json::object({{"items", items}}));
}

}  // namespace mohur::server
