// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/session_api.h"

#include "documents/organisation/organisation.h"
#include "server/api/caller.h"
#include "server/http/json_fields.h"

namespace mohur::server {
namespace {

namespace sql = documents::sql;

constexpr RateLimit kAttempts{20, std::chrono::seconds{300}};
constexpr std::size_t kTokenBytes = 32;

std::string cookie(const ApiServices& services, std::string_view value,
                   std::chrono::seconds lifetime) {
    std::string text{kSessionCookie};
    text += "=" + std::string{value} +
            "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(lifetime.count());
    if (services.config.secure_cookies()) {
        text += "; Secure";
    }
    return text;
}

Json json_of(const documents::Assignment& assignment) {
    Json powers = Json::array();
    for (const auto& power : assignment.powers) {
        powers.push(power);
    }
    return Json::object({{"id", to_string(assignment.id)},
                         {"post", assignment.post},
                         {"unit", assignment.unit_name},
                         {"powers", powers},
                         {"person", Json::object({{"id", to_string(assignment.person)},
                                                  {"name", assignment.person_name}})}});
}

std::string full_name(const documents::Person& person) {
    return person.surname + " " + person.given_name +
           (person.patronymic.empty() ? "" : " " + person.patronymic);
}

Json acting_for(const std::vector<documents::Seat>& seats) {
    Json all = Json::array();
    for (const auto& seat : seats) {
        if (!seat.principal) {
            continue;
        }
        all.push(Json::object({{"assignment_id", to_string(*seat.principal)},
                               {"name", seat.principal_name},
                               {"post", seat.principal_post}}));
    }
    return all;
}

/// The session as the interface needs it.
Result<Json> session_view(const ApiServices& services, const documents::LoginSession& session,
                          std::string_view token) {
    const documents::AgencyScope scope{session.agency};
    const auto day = documents::local_date(services.clock.now());
    return services.cells.of(scope).read(scope, [&](sql::Transaction& tx) -> Result<Json> {
        MOHUR_TRY(const auto person, documents::person_of(tx, session.person));
        MOHUR_TRY(const auto agency, documents::agency_of(tx, session.agency));
        MOHUR_TRY(const auto assignment, documents::assignment_of(tx, session.assignment));
        MOHUR_TRY(const auto seats, documents::seats_of(tx, session.person, day));
        return Json::object(
            {{"person", Json::object({{"id", to_string(person.id)}, {"name", full_name(person)}})},
             {"agency",
              Json::object(
                  {{"id", to_string(agency.id)}, {"code", agency.code}, {"name", agency.name}})},
             {"assignment", json_of(assignment)},
             {"acting_for", acting_for(seats)},
             {"csrf_token", csrf_token_of(token)},
             {"expires_at", to_rfc3339(session.expires_at)},
             {"profile", services.config.profile == Profile::demo ? "demo" : "production"}});
    });
}

/// The person behind name and password. Wrong name, wrong password and a locked login look alike.
Result<documents::PersonId> authenticate(const ApiServices& services, const std::string& user,
                                         const Secret& password) {
    const auto& database = services.cells.global();
    const auto now = services.clock.now();
    MOHUR_TRY(const auto known, database.read(sql::GlobalScope{}, [&](sql::Transaction& tx) {
        return documents::find_login(tx, user);
    }));
    const bool locked = known && known->locked_until && *known->locked_until > now;
    const bool right =
        services.passwords.verify(password, known ? known->password_hash : std::string{});
    if (!known) {
        return Error::denied("login-failed");
    }
    MOHUR_TRY_VOID(database.write(sql::GlobalScope{}, [&](sql::Transaction& tx) {
        return right && !locked ? documents::record_success(tx, known->person, now)
                                : documents::record_failure(tx, known->person, {}, now);
    }));
    if (!right || locked) {
        return Error::denied("login-failed");
    }
    return known->person;
}

}  // namespace

SessionApi::SessionApi(const ApiServices& services)
    : services_{services}, attempts_{services.clock, kAttempts} {}

void SessionApi::add_to(Router& router) {
    router.add(Method::post, "/api/v1/sessions", [this](Request& r) { return login(r); });
    router.add(Method::get, "/api/v1/session", [this](Request& r) { return show(r); });
    router.add(Method::del, "/api/v1/session", [this](Request& r) { return logout(r); });
}

Result<Response> SessionApi::login(Request& request) {
    if (attempts_.take(request.client_address()).count() > 0) {
        return Error::unavailable("too-many-requests");
    }
    MOHUR_TRY(const auto body, request.json_body(services_.config.max_json_bytes));
    JsonFields fields{body};
    const auto user = fields.text("user", 128);
    const Secret password{std::string_view{fields.text("password", 1'024)}};
    MOHUR_TRY_VOID(fields.finish());
    MOHUR_TRY(const auto person, authenticate(services_, user, password));

    const auto now = services_.clock.now();
    MOHUR_TRY(const auto seats,
              services_.cells.global().read(sql::GlobalScope{}, [&](sql::Transaction& tx) {
                  return documents::seats_of(tx, person, documents::local_date(now));
              }));
    if (seats.empty()) {
        return Error::denied("assignment-inactive");
    }
    const auto token = to_base64url(services_.random.bytes(kTokenBytes));
    const auto lifetime = std::chrono::seconds{services_.config.session_lifetime};
    const documents::NewLoginSession fresh{token_digest(token),
                                           token_digest(csrf_token_of(token)),
                                           person,
                                           seats.front().agency.id,
                                           seats.front().assignment,
                                           request.header("User-Agent").value_or(""),
                                           now,
                                           now + lifetime};
    MOHUR_TRY_VOID(services_.cells.global().write(sql::GlobalScope{}, [&](sql::Transaction& tx) {
        return documents::open_session(tx, fresh);
    }));
    const documents::LoginSession session{person,          fresh.agency,      fresh.assignment,
                                          std::nullopt,    fresh.csrf_digest, now,
                                          fresh.expires_at};
    MOHUR_TRY(const auto view, session_view(services_, session, token));
    return std::move(
        Response::json(view, 201).with("Set-Cookie", cookie(services_, token, lifetime)));
}

Result<Response> SessionApi::show(const Request& request) const {
    MOHUR_TRY(const auto caller, caller_of(services_, request));
    MOHUR_TRY(const auto view,
              session_view(services_, caller.session, request.cookie(kSessionCookie).value_or("")));
    return Response::json(view);
}

Result<Response> SessionApi::logout(const Request& request) const {
    MOHUR_TRY_VOID(changing_caller_of(services_, request));
    const auto digest = token_digest(request.cookie(kSessionCookie).value_or(""));
    const auto now = services_.clock.now();
    MOHUR_TRY_VOID(services_.cells.global().write(sql::GlobalScope{}, [&](sql::Transaction& tx) {
        return documents::close_session(tx, digest, now);
    }));
    return std::move(
        Response::empty(204).with("Set-Cookie", cookie(services_, "", std::chrono::seconds{0})));
}

}  // namespace mohur::server
