// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/signing_api.h"

#include "server/api/caller.h"
#include "server/api/document_view.h"
#include "server/http/dispatcher.h"
#include "server/http/json_fields.h"
#include "signing/crypto/hash.h"

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

SigningSessionId session_of_path(const Request& request) {
    const auto id = SigningSessionId::parse(request.parameter("id"));
    return id ? *id : SigningSessionId{};
}

bool is_over(SessionState state) {
    return state != SessionState::opened && state != SessionState::prepared &&
           state != SessionState::redeemed;
}

Json means_view(const std::vector<CeremonyDesk::Offer>& offers) {
    auto means = Json::array();
    for (const auto& one : offers) {
        means.push(Json::object({{"id", one.id},
                                 {"kind", one.kind},
                                 {"label", one.label},
                                 {"needs_pin", one.needs_pin}}));
    }
    return means;
}

Json choices_view(const std::vector<CeremonyDesk::Choice>& choices) {
    auto all = Json::array();
    for (const auto& one : choices) {
        all.push(Json::object({{"id", to_hex(one.id.value)},
                               {"name", one.subject.common_name},
                               {"organization", one.subject.organization},
                               {"until", to_rfc3339(one.until)}}));
    }
    return all;
}

/// What the intent says to whoever holds the key.
void add_intent(Json& json, const SigningSession& session) {
    if (!session.to_be_signed || is_over(session.state)) {
        return;
    }
    json.set("digest", to_string(*session.to_be_signed));
    json.set("chosen", session.means);
    if (session.state == SessionState::prepared) {
        json.set("nonce", to_base64(session.nonce));
    }
}

/// What the same request is known by when it comes again.
Bytes value_key_of(const Request& request) {
    const auto key = request.header("Idempotency-Key").value_or("");
    return key.empty() ? Bytes{} : signing::digest_of(DigestAlgorithm::sha256, as_bytes(key)).value;
}

/// Browsers name the page that sends; a value from a card is taken from our own only.
Result<void> require_own_origin(const Request& request, const Config& config) {
    const auto origin = request.header("Origin");
    const auto& own = config.public_url;
    const auto end = own.find('/', own.find("://") + 3);
    return origin && *origin == own.substr(0, end)
               ? Result<void>{}
               : Result<void>{Error::denied("origin-differs", origin.value_or("none"))};
}

Result<Bytes> octets_of(const std::string& text, std::string_view field) {
    auto octets = from_base64(text);
    return octets ? std::move(octets)
                  : Result<Bytes>{Error::malformed("field-invalid", "field:" + std::string{field})};
}

Result<CeremonyDesk::Wish> wish_from(const Json& body) {
    JsonFields fields{body};
    CeremonyDesk::Wish wish;
    wish.means = fields.text("means", 64);
    wish.phone = fields.optional_text("phone", 32);
    const auto certificate = fields.optional_text("certificate", 32'768);
    const auto choice = fields.optional_text("choice", 64);
    MOHUR_TRY_VOID(fields.finish());
    if (!certificate.empty()) {
        MOHUR_TRY(const auto der, octets_of(certificate, "certificate"));
        MOHUR_TRY(wish.certificate, signing::Certificate::from_der(der));
    }
    if (!choice.empty()) {
        const auto digest = from_hex(choice);
        if (!digest) {
            return Error::malformed("field-invalid", "field:choice");
        }
        wish.choice = *digest;
    }
    return wish;
}

}  // namespace

Json signing_session_view(const CeremonyDesk::Opened& opened, const Catalogue& catalogue,
                          Language language) {
    const auto& session = opened.session;
    auto json = Json::object({{"id", to_string(session.id)},
                              {"document_id", to_string(session.document)},
                              {"state", to_string(session.state)},
                              {"means", means_view(opened.means)},
                              {"opened_at", to_rfc3339(session.opened_at)},
                              {"expires_at", to_rfc3339(session.expires_at)}});
    if (session.registration) {
        json.set("index", session.registration->index_text);
    }
    if (session.state == SessionState::failed) {
        json.set("error", session.reason);
        json.set("error_text", catalogue.text(language, session.reason));
    }
    add_intent(json, session);
    if (!opened.control_code.empty() && !is_over(session.state)) {
        json.set("control_code", opened.control_code);
        json.set("wait_seconds", static_cast<std::int64_t>(opened.patience.count()));
    }
    if (!opened.choices.empty()) {
        json.set("choices", choices_view(opened.choices));
    }
    if (opened.paper) {
        json.set("file", file_view(session.document, session.version_no, *opened.paper));
    }
    return json;
}

void SigningApi::add_to(Router& router) {
    router.add(Method::post, "/api/v1/signing-sessions", [this](Request& r) { return open(r); });
    router.add(Method::get, "/api/v1/signing-sessions/{id}",
               [this](Request& r) { return show(r); });
    router.add(Method::del, "/api/v1/signing-sessions/{id}",
               [this](Request& r) { return cancel(r); });
    router.add(Method::post, "/api/v1/signing-sessions/{id}/preparations",
               [this](Request& r) { return prepare(r); });
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
    return Response::json(signing_session_view(opened, services_.catalogue, language_of(request)),
                          201);
}

// Preparing again replaces what was prepared, as long as no key was asked to sign it.
Result<Response> SigningApi::prepare(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    MOHUR_TRY(const auto wish, wish_from(body));
    MOHUR_TRY(const auto opened, desk_.choose(caller.scope(), caller.act(services_.clock.now()),
                                              session_of_path(request), wish));
    return Response::json(signing_session_view(opened, services_.catalogue, language_of(request)),
                          201);
}

Result<Response> SigningApi::complete(Request& request) const {
    MOHUR_TRY(const auto caller, changing_caller_of(services_, request));
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    JsonFields fields{body};
    const auto means = fields.optional_text("means", 64);
    const auto pin = fields.optional_text("pin", 64);
    const auto value = fields.optional_text("value", 4'096);
    const auto nonce = fields.optional_text("nonce", 64);
    MOHUR_TRY_VOID(fields.finish());
    if (!pin.empty() && services_.config.profile != Profile::demo) {
        return Error::denied("pin-at-server");
    }
    const auto scope = caller.scope();
    const auto act = caller.act(services_.clock.now());
    const auto id = session_of_path(request);
    const auto key = value_key_of(request);
    const auto outcome = [&]() -> Result<void> {
        if (services_.outside.remote(means) != nullptr) {
            return desk_.ask(scope, act, id, key);
        }
        if (!value.empty()) {
            MOHUR_TRY_VOID(require_own_origin(request, services_.config));
            MOHUR_TRY(const auto octets, octets_of(value, "value"));
            MOHUR_TRY(const auto shown, octets_of(nonce, "nonce"));
            MOHUR_TRY_VOID(desk_.hand_in(scope, act, id, octets, shown, key));
            return {};
        }
        const auto typed =
            pin.empty() ? std::nullopt : std::optional{Secret{std::string_view{pin}}};
        MOHUR_TRY_VOID(desk_.sign(scope, act, id, means, typed, key));
        return {};
    }();
    MOHUR_TRY(const auto opened, desk_.look(scope, act, id));
    // A session signs once. The same request again, after a lost answer, gets the same answer.
    const bool again = !outcome && outcome.error().reason == "session-state" && !key.empty() &&
                       opened.session.value_key == key &&
                       opened.session.state != SessionState::failed;
    if (!outcome && !again) {
        return outcome.error();
    }
    return Response::json(signing_session_view(opened, services_.catalogue, language_of(request)),
                          is_over(opened.session.state) ? 201 : 202);
}

Result<Response> SigningApi::show(const Request& request) {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    const auto id = session_of_path(request);
    const auto language = language_of(request);
    const auto look = [this, caller, id, language]() -> Result<StateEvents::View> {
        MOHUR_TRY(const auto opened,
                  desk_.look(caller.scope(), caller.act(services_.clock.now()), id));
        return StateEvents::View{signing_session_view(opened, services_.catalogue, language),
                                 is_over(opened.session.state)};
    };
    MOHUR_TRY(const auto first, look());
    const auto accept = request.header("Accept").value_or("");
    return accept.find("text/event-stream") == std::string::npos ? Response::json(first.json)
                                                                 : events_.open(look);
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
