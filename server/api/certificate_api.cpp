// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/certificate_api.h"

#include "documents/ceremony/certificate_of_fact.h"
#include "server/api/caller.h"
#include "server/api/document_view.h"
#include "server/http/json_fields.h"
#include "templates/template_package.h"

#include <algorithm>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

std::string state_of(const Document& document) {
    if (document.state == DocumentState::cancelled) {
        return "voided";
    }
    return document.registration && document.registration->state == RegistrationState::registered
               ? "issued"
               : "requested";
}

/// What the register calls the paper.
Result<std::string> title_of(const std::string& name) {
    MOHUR_TRY(const auto package, templates::TemplatePackage::shipped(name));
    MOHUR_TRY(const auto* form, package.form("az"));
    return form->title();
}

DocumentId document_of_path(const Request& request) {
    const auto id = DocumentId::parse(request.parameter("id"));
    return id ? *id : DocumentId{};
}

}  // namespace

void CertificateApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/certificates", [this](Request& r) { return list(r); });
    router.add(Method::post, "/api/v1/certificates", [this](Request& r) { return request_one(r); });
    router.add(Method::get, "/api/v1/certificates/{id}", [this](Request& r) { return get(r); });
    router.add(Method::post, "/api/v1/certificates/{id}/issues",
               [this](Request& r) { return issue(r); });
}

Result<Json> CertificateApi::view(sql::Transaction& tx, const Act& act, DocumentId id) const {
    MOHUR_TRY(const auto document, document_of(tx, act, id));
    MOHUR_TRY(const auto facts, certificate_facts_of(tx, act, id));
    MOHUR_TRY(const auto code, verification_code_of(tx, id));
    MOHUR_TRY(const auto versions, versions_of(tx, act, id));
    auto json = Json::object({{"id", to_string(id)},
                              {"template", facts.template_code},
                              {"state", state_of(document)},
                              {"subject", facts.subject_name},
                              {"document_id", to_string(id)},
                              {"etag", etag_of(document.row_version)}});
    if (document.registration) {
        json.set("index", document.registration->index_text)
            .set("issued_at", to_iso(document.registration->date));
    }
    if (code) {
        json.set("code", *code).set("verify_url", services_.config.public_url + "/verify/" + *code);
    }
    for (const auto& file : versions.back().files) {
        if (file.role != FileRole::signed_paper) {
            continue;
        }
        json.set("file", file_view(id, versions.back().no, file));
    }
    return json;
}

Result<Response> CertificateApi::list(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(const auto json, services_.cells.of(caller.scope())
                                   .read(caller.scope(), [&](sql::Transaction& tx) -> Result<Json> {
                                       DocumentQuery query;
                                       query.direction = Direction::certificate;
                                       MOHUR_TRY(const auto page,
                                                 list_documents(tx, act, query, std::nullopt, 50));
                                       Json items = Json::array();
                                       for (const auto& line : page.lines) {
                                           MOHUR_TRY(auto one, view(tx, act, line.id));
                                           items.push(std::move(one));
                                       }
                                       return Json::object({{"items", items}});
                                   }));
    return Response::json(json);
}

Result<Response> CertificateApi::get(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(const auto json,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return view(tx, act, document_of_path(request));
              }));
    return std::move(Response::json(json).with("ETag", json["etag"].as_string()));
}

/// The caller's own place where it may seal, else the first that may.
Result<AssignmentId> CertificateApi::sealer(sql::Transaction& tx, const Act& act) const {
    MOHUR_TRY(const auto all, assignments(tx, local_date(act.at)));
    const auto may_seal = [](const Assignment& one) {
        return std::ranges::find(one.powers, "seal") != one.powers.end();
    };
    for (const auto& one : all) {
        if (may_seal(one) && act.assignment == one.id) {
            return one.id;
        }
    }
    const auto first = std::ranges::find_if(all, may_seal);
    if (first == all.end()) {
        return Error::denied("power-missing", "seal");
    }
    return first->id;
}

Result<Response> CertificateApi::request_one(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto text, request.text_body(services_.config.max_json_bytes));
    MOHUR_TRY(const auto body, Json::parse(text));
    JsonFields fields{body};
    const auto name = fields.text("template", 64);
    const auto facts = fields.object("facts");
    const auto presented_to = fields.optional_text("presented_to", 500);
    const auto valid_until = fields.date("valid_until");
    MOHUR_TRY_VOID(fields.finish());
    MOHUR_TRY(const auto title, title_of(name));
    MOHUR_TRY(const auto files,
              drafts_.draft(caller.scope(), caller.act(services_.clock.now()),
                            {name, templates::PaperKind::certificate, facts, {}}));
    const auto& employee = facts["employee"];
    const auto& fin = employee["fin"].as_string();
    NewCertificate wanted{name,
                          title,
                          employee["full_name"].as_string(),
                          fin.empty() ? std::nullopt : std::optional{fin},
                          presented_to,
                          files.stored.facts,
                          valid_until,
                          files.paper,
                          files.facts,
                          {}};
    return change_once(services_, request, caller, text,
                       [&](sql::Transaction& tx, const Caller&, const Act& act) -> Result<Answer> {
                           MOHUR_TRY(wanted.sealer, sealer(tx, act));
                           const Certificates certificates{services_.ids};
                           MOHUR_TRY(const auto document, certificates.request(tx, act, wanted));
                           MOHUR_TRY(auto json, view(tx, act, document.id));
                           const auto etag = json["etag"].as_string();
                           return Answer{201, std::move(json), etag};
                       });
}

Result<Response> CertificateApi::issue(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    JsonFields fields{body};
    const auto means = fields.optional_text("means", 64);
    MOHUR_TRY_VOID(fields.finish());
    const auto act = caller.act(services_.clock.now());
    const auto id = document_of_path(request);
    MOHUR_TRY(const auto opened, desk_.open(caller.scope(), act, id, std::nullopt));
    if (opened.means.empty()) {
        return Error::not_found("seal-missing");
    }
    MOHUR_TRY_VOID(desk_.sign(caller.scope(), act, opened.session.id, means, std::nullopt));
    MOHUR_TRY(const auto json,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return view(tx, act, id);
              }));
    return Response::json(json, 201);
}

}  // namespace mohur::server
