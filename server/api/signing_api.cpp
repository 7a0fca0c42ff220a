// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/signing_api.h"

#include "server/api/caller.h"
#include "server/api/document_view.h"
#include "server/http/json_fields.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

SigningSessionId session_of_path(const Request& request) {
    const auto id = SigningSessionId::parse(request.parameter("id"));
    return id ? *id : SigningSessionId{};
}

Json base_view(const SigningSession& session) {
    auto json = Json::object({{"id", to_string(session.id)},
                              {"document_id", to_string(session.document)},
                              {"state", to_string(session.state)},
                              {"means", Json::array()},
                              {"expires_at", to_rfc3339(session.expires_at)}});
    if (session.registration) {
        json.set("index", session.registration->index_text);
    }
    if (!session.reason.empty()) {
        json.set("error", session.reason);
    }
    return json;
}

}  // namespace

Json signing_session_view(const CeremonyDesk::Opened& opened) {
    auto json = base_view(opened.session);
    Json means = Json::array();
    for (const auto& one : opened.means) {
        means.push(Json::object({{"id", one.id},
                                 {"kind", "pkcs11"},
                                 {"label", one.label},
                                 {"needs_pin", one.needs_pin}}));
    }
    json.set("means", means);
    if (opened.to_be_signed) {
        json.set("digest", to_string(*opened.to_be_signed));
    }
    if (opened.paper) {
        json.set("file",
                 file_view(opened.session.document, opened.session.version_no, *opened.paper));
    }
    return json;
}

void SigningApi::add_to(Router& router) {
    router.add(Method::post, "/api/v1/signing-sessions", [this](Request& r) { return open(r); });
    router.add(Method::get, "/api/v1/signing-sessions/{id}",
               [this](Request& r) { return show(r); });
    router.add(Method::del, "/api/v1/signing-sessions/{id}",
               [this](Request& r) { return cancel(r); });
    router.add(Method::post, "/api/v1/signing-sessions/{id}/signature-value",
               [this](Request& r) { return complete(r); });
}

// Not under an idempotency row: opening again gives the same number and abandons the session
// before, and a redeemed intent is never redeemed twice.
Result<Response> SigningApi::open(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    JsonFields fields{body};
    const auto document = fields.required_id<DocumentId>("document_id");
    const auto journal = fields.id<JournalId>("journal_id");
    MOHUR_TRY_VOID(fields.finish());
    MOHUR_TRY(const auto opened,
              desk_.open(caller.scope(), caller.act(services_.clock.now()), document, journal));
    return Response::json(signing_session_view(opened), 201);
}

Result<Response> SigningApi::complete(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    JsonFields fields{body};
    const auto means = fields.optional_text("means", 64);
    const auto pin = fields.optional_text("pin", 64);
    const auto value = fields.optional_text("value", 4'096);
    MOHUR_TRY_VOID(fields.finish());
    if (!value.empty()) {
        return Error::unsupported("value-from-outside");
    }
    if (!pin.empty() && services_.config.profile != Profile::demo) {
        return Error::denied("pin-at-server");
    }
    const auto act = caller.act(services_.clock.now());
    const auto id = session_of_path(request);
    MOHUR_TRY_VOID(
        desk_.sign(caller.scope(), act, id, means,
                   pin.empty() ? std::nullopt : std::optional{Secret{std::string_view{pin}}}));
    MOHUR_TRY(const auto session,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return signing_session_of(tx, act, id);
              }));
    return Response::json(base_view(session), 201);
}

Result<Response> SigningApi::show(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto act = caller.act(services_.clock.now());
    MOHUR_TRY(const auto session,
              services_.cells.of(caller.scope()).read(caller.scope(), [&](sql::Transaction& tx) {
                  return signing_session_of(tx, act, session_of_path(request));
              }));
    return Response::json(base_view(session));
}

Result<Response> SigningApi::cancel(const Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    const auto act = caller.act(services_.clock.now());
    const Ceremonies ceremonies{services_.ids, services_.random};
    MOHUR_TRY_VOID(
        services_.cells.of(caller.scope()).write(caller.scope(), [&](sql::Transaction& tx) {
            return ceremonies.abandon(tx, act, session_of_path(request), "cancelled by the signer",
                                      false);
        }));
    return Response::empty();
}

}  // namespace mohur::server
