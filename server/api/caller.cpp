// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/caller.h"

#include "documents/requests/idempotency.h"
#include "signing/crypto/hash.h"

#include <charconv>

namespace mohur::server {
namespace {

namespace sql = documents::sql;

bool same_secret(BytesView a, BytesView b) {
    if (a.size() != b.size()) {
        return false;
    }
    std::uint8_t difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference = static_cast<std::uint8_t>(difference | (a[i] ^ b[i]));
    }
    return difference == 0;
}

Json stored(const Answer& answer) {
    return Json::object({{"status", answer.status}, {"etag", answer.etag}, {"body", answer.body}});
}

Answer restored(const Json& json) {
    return {static_cast<int>(json["status"].as_integer()), json["body"], json["etag"].as_string()};
}

}  // namespace

Bytes token_digest(std::string_view token) {
    return signing::digest_of(DigestAlgorithm::sha256, as_bytes(token)).value;
}

std::string csrf_token_of(std::string_view session_token) {
    return to_base64url(token_digest("csrf:" + std::string{session_token}));
}

Result<Caller> caller_of(const ApiServices& services, const Request& request) {
    const auto token = request.cookie(kSessionCookie);
    if (!token) {
        return Error::denied("login-required");
    }
    const auto now = services.clock.now();
    const auto digest = token_digest(*token);
    const auto& database = services.cells.global();
    MOHUR_TRY(const auto session, database.read(sql::GlobalScope{}, [&](sql::Transaction& tx) {
        return documents::session_of(tx, digest, now, services.config.session_idle);
    }));
    if (!session) {
        return Error::denied("login-required");
    }
    if (documents::touch_is_due(*session, now)) {
        MOHUR_TRY_VOID(database.write(sql::GlobalScope{}, [&](sql::Transaction& tx) {
            return documents::touch_session(tx, digest, now);
        }));
    }
    return Caller{*session};
}

Result<Caller> changing_caller_of(const ApiServices& services, const Request& request) {
    MOHUR_TRY(const auto caller, caller_of(services, request));
    const auto token = request.header("X-CSRF-Token").value_or("");
    if (!same_secret(token_digest(token), caller.session.csrf_digest)) {
        return Error::denied("csrf-failed");
    }
    return caller;
}

Response to_response(const Answer& answer) {
    auto response =
        answer.status == 204 ? Response::empty(204) : Response::json(answer.body, answer.status);
    if (!answer.etag.empty()) {
        response.with("ETag", answer.etag);
    }
    return response;
}

Result<Response> change_once(const ApiServices& services, const Request& request,
                             const Caller& caller, std::string_view body, const Change& change) {
    const auto key = request.header("Idempotency-Key").value_or("");
    if (key.size() < 8 || key.size() > 128) {
        return Error::malformed("idempotency-key-required");
    }
    const std::string meaning =
        std::string{to_string(request.method())} + " " + request.path() + "\n" + std::string{body};
    const documents::RequestKey once{caller.session.person, key, token_digest(meaning)};
    const auto now = services.clock.now();
    MOHUR_TRY(const auto answer,
              services.cells.of(caller.scope())
                  .write(caller.scope(), [&](sql::Transaction& tx) -> Result<Answer> {
                      MOHUR_TRY(const auto seen, documents::begin_request(tx, once, now));
                      if (seen) {
                          return restored(*seen);
                      }
                      MOHUR_TRY(auto fresh, change(tx, caller, caller.act(now)));
                      MOHUR_TRY_VOID(documents::finish_request(tx, once, stored(fresh)));
                      return fresh;
                  }));
    return to_response(answer);
}

Result<std::int64_t> if_match(const Request& request) {
    const auto header = request.header("If-Match").value_or("");
    if (header.empty()) {
        return Error::malformed("precondition-required");
    }
    std::int64_t version = 0;
    const std::string_view text{header};
    if (!text.starts_with("\"v") || !text.ends_with('"') ||
        std::from_chars(text.data() + 2, text.data() + text.size() - 1, version).ec !=
            std::errc{}) {
        return Error::conflict("precondition-failed", header);
    }
    return version;
}

std::string etag_of(std::int64_t row_version) {
    return "\"v" + std::to_string(row_version) + "\"";
}

}  // namespace mohur::server
