// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/verify_api.h"

#include "documents/ceremony/certificate_of_fact.h"
#include "server/api/document_view.h"
#include "server/http/dispatcher.h"
#include "server/http/form.h"
#include "server/http/json_fields.h"
#include "server/pages/verify_page.h"
#include "signing/crypto/hash.h"

namespace mohur::server {
namespace {

namespace sql = documents::sql;

constexpr RateLimit kFiles{30, std::chrono::seconds{60}};
constexpr std::uint64_t kMaxPublicFile = 50ULL << 20U;

Json unknown() {
    return Json::object({{"found", false}, {"status", "unknown"}, {"signatures", Json::array()}});
}

Json check_view(const Catalogue& catalogue, Language language,
                const documents::PublicCheck& check) {
    auto json = Json::object({{"found", true},
                              {"status", to_string(check.status)},
                              {"kind", catalogue.text(language, "kind-" + check.kind)},
                              {"agency", check.agency_name},
                              {"index", check.index_text},
                              {"issued_at", to_iso(check.date)},
                              {"digest", to_string(check.signed_file)},
                              {"signatures", Json::array()}});
    if (!check.masked_subject.empty()) {
        json.set("subject", check.masked_subject);
    }
    if (check.valid_until) {
        json.set("valid_until", to_iso(*check.valid_until));
    }
    return json;
}

Result<Digest> sha256_from(std::string_view text) {
    auto value = text.size() == 64 ? from_hex(text) : from_base64(text);
    if (!value || value->size() != 32) {
        return Error::malformed("field-invalid", "field:sha256");
    }
    return Digest{DigestAlgorithm::sha256, std::move(*value)};
}

}  // namespace

VerifyApi::VerifyApi(const ApiServices& services)
    : services_{services}, files_{services.clock, kFiles} {}

void VerifyApi::add_to(Router& router) {
    router.add(Method::get, "/api/v1/verify/{code}", [this](Request& r) -> Result<Response> {
        MOHUR_TRY(const auto json, by_code(r.parameter("code"), language_of(r)));
        return Response::json(json);
    });
    router.add(Method::post, "/api/v1/verify", [this](Request& r) { return post(r); });
    router.add(Method::get, "/verify", [this](Request& r) { return get_page(r); });
    router.add(Method::get, "/verify/{code}", [this](Request& r) { return get_page(r); });
    router.add(Method::post, "/verify", [this](Request& r) { return post_page(r); });
    router.add(Method::get, "/pages.css", [](Request&) -> Result<Response> {
        Response response;
        response.body = std::string{pages_css()};
        response.with("Content-Type", "text/css; charset=utf-8")
            .with("Cache-Control", "public, max-age=3600");
        return response;
    });
}

Result<void> VerifyApi::admit(const Request& request) {
    if (files_.take(request.client_address()).count() > 0) {
        return Error::unavailable("too-many-requests");
    }
    return {};
}

Result<Json> VerifyApi::by_code(std::string_view code, Language language) const {
    const auto today = documents::local_date(services_.clock.now());
    MOHUR_TRY(const auto check,
              services_.cells.global().read(sql::GlobalScope{}, [&](sql::Transaction& tx) {
                  return documents::check_code(tx, code, today);
              }));
    return check ? check_view(services_.catalogue, language, *check) : unknown();
}

Result<Json> VerifyApi::by_digest(std::string_view sha256, Language language) const {
    MOHUR_TRY(const auto digest, sha256_from(sha256));
    const auto today = documents::local_date(services_.clock.now());
    MOHUR_TRY(const auto check,
              services_.cells.global().read(sql::GlobalScope{}, [&](sql::Transaction& tx) {
                  return documents::check_digest(tx, digest, today);
              }));
    if (!check) {
        return unknown();
    }
    auto json = check_view(services_.catalogue, language, *check);
    json.set("file_matches", true);
    return json;
}

Result<Json> VerifyApi::by_file(std::shared_ptr<const ByteSource> file, Language language) const {
    MOHUR_TRY(const auto digest, signing::digest_of(DigestAlgorithm::sha256, *file));
    MOHUR_TRY(auto json, by_digest(to_base64(digest.value), language));
    MOHUR_TRY(const auto verdict, services_.verification.judge(std::move(file)));
    Json signatures = Json::array();
    for (const auto& one : verdict["signatures"].items()) {
        signatures.push(signature_view(services_.catalogue, language, one, "", ""));
    }
    json.set("signatures", signatures).set("digest", to_string(digest));
    return json;
}

Result<Response> VerifyApi::post(Request& request) {
    const auto type = request.header("Content-Type").value_or("");
    const auto language = language_of(request);
    if (!type.starts_with("application/json")) {
        MOHUR_TRY_VOID(admit(request));
        MOHUR_TRY(auto file, request.spooled_body(services_.spool, kMaxPublicFile));
        MOHUR_TRY(const auto json, by_file(std::move(file), language));
        return Response::json(json);
    }
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    JsonFields fields{body};
    const auto code = fields.optional_text("code", 64);
    const auto sha256 = fields.optional_text("sha256", 64);
    if (code.empty() == sha256.empty()) {
        fields.fail("field-missing", "code");
    }
    MOHUR_TRY_VOID(fields.finish());
    MOHUR_TRY(const auto json,
              code.empty() ? by_digest(sha256, language) : by_code(code, language));
    return Response::json(json);
}

Result<Response> VerifyApi::get_page(const Request& request) const {
    VerifyPageModel model;
    model.language = language_of(request);
    const auto& in_path = request.parameter("code");
    model.code = in_path.empty() ? request.query("code").value_or("") : in_path;
    if (!model.code.empty()) {
        MOHUR_TRY(model.verification, by_code(model.code, model.language));
    }
    return Response::html(verify_page(model, services_.catalogue));
}

Result<Response> VerifyApi::post_page(Request& request) {
    VerifyPageModel model;
    model.language = language_of(request);
    const auto answer = [&]() -> Result<Json> {
        MOHUR_TRY_VOID(admit(request));
        MOHUR_TRY(auto form, read_form(request, services_.spool, kMaxPublicFile));
        model.code = form.field("code");
        if (form.file) {
            return by_file(form.file, model.language);
        }
        if (!model.code.empty()) {
            return by_code(model.code, model.language);
        }
        if (!form.field("sha256").empty()) {
            return by_digest(form.field("sha256"), model.language);
        }
        return Error::malformed("verify-nothing-given");
    }();
    if (answer) {
        model.verification = *answer;
    } else {
        model.problem =
            std::string{services_.catalogue.text(model.language, answer.error().reason)};
    }
    return Response::html(verify_page(model, services_.catalogue), answer ? 200 : 400);
}

}  // namespace mohur::server
