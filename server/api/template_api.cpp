// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/template_api.h"

#include "server/api/caller.h"
#include "server/http/dispatcher.h"
#include "server/http/json_fields.h"
#include "templates/template_package.h"

namespace mohur::server {
namespace {

constexpr std::int64_t kMostPages = 200;
constexpr std::int64_t kDefaultWidth = 900;

/// An id in the query; an ill-formed one is that of nothing.
template <class IdType>
std::optional<IdType> id_in_query(const Request& request, std::string_view name) {
    const auto text = request.query(name);
    return text ? std::optional{IdType::parse(*text).value_or(IdType{})} : std::nullopt;
}

}  // namespace

void TemplateApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/templates", [this](Request& r) { return list(r); });
    router.add(Method::get, "/api/v1/templates/{name}/defaults",
               [this](Request& r) { return defaults(r); });
    router.add(Method::post, "/api/v1/templates/{name}/previews",
               [this](Request& r) { return preview(r); });
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

Result<Response> TemplateApi::defaults(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(
        const auto start,
        drafts_.start(caller.scope(), caller.act(services_.clock.now()), request.parameter("name"),
                      {"", id_in_query<documents::DocumentId>(request, "reply_to"),
                       id_in_query<documents::AssignmentId>(request, "signer")}));
    Json given = Json::array();
    for (const auto& pointer : start.given) {
        given.push(pointer);
    }
    auto json = Json::object({{"facts", start.facts}, {"given", given}});
    if (start.signer) {
        json.set("signer", to_string(*start.signer));
    }
    if (!start.subject.empty()) {
        json.set("subject", start.subject);
    }
    return Response::json(json);
}

// A POST because facts do not belong into an address; nothing is changed, so no key makes it once.
Result<Response> TemplateApi::preview(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    JsonFields fields{body};
    PaperRequest wanted;
    wanted.template_name = request.parameter("name");
    wanted.facts = fields.object("facts");
    wanted.occasion = {fields.optional_text("subject", 1'000),
                       fields.id<documents::DocumentId>("reply_to"),
                       fields.id<documents::AssignmentId>("signer")};
    const auto page = fields.integer("page", 1, kMostPages).value_or(1);
    const auto width = fields.integer("width", 120, 2'400).value_or(kDefaultWidth);
    MOHUR_TRY_VOID(fields.finish());
    MOHUR_TRY(const auto preview,
              drafts_.preview(caller.scope(), caller.act(services_.clock.now()), wanted,
                              static_cast<int>(page), static_cast<int>(width)));
    auto response = Response::of_file(preview.image, "image/png");
    response.with("Mohur-Pages", std::to_string(preview.pages));
    response.with("Cache-Control", "no-store");
    return response;
}

}  // namespace mohur::server
