// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/access/logins.h"
#include "documents/storage/agency_scope.h"
#include "server/api/api_services.h"
#include "server/http/request.h"
#include "server/http/response.h"

#include <functional>

namespace mohur::server {

/// Who asks, from which seat. Immutable value.
struct Caller {
    documents::LoginSession session;

    [[nodiscard]] documents::AgencyScope scope() const {
        return documents::AgencyScope{session.agency};
    }
    [[nodiscard]] documents::Act act(Time at) const {
        return {session.person, session.assignment, session.on_behalf_of, at};
    }
};

/// Name of the session cookie.
inline constexpr std::string_view kSessionCookie = "mohur_session";

/// The token that a changing request must carry, derived from the session's own token: it survives
/// a reload and is nowhere stored.
[[nodiscard]] std::string csrf_token_of(std::string_view session_token);
/// SHA-256 of a token, as the database knows it.
[[nodiscard]] Bytes token_digest(std::string_view token);

/// The session of the request's cookie; `denied` "login-required" without one.
[[nodiscard]] Result<Caller> caller_of(const ApiServices& services, const Request& request);
/// The same for a request that changes something; `denied` "csrf-failed" without the right token.
[[nodiscard]] Result<Caller> changing_caller_of(const ApiServices& services,
                                                const Request& request);

/// An answer that can be stored and given again.
struct Answer {
    int status = 200;
    Json body;
    std::string etag;
};
[[nodiscard]] Response to_response(const Answer& answer);

/// What a POST does, inside one transaction that also holds its idempotency row.
using Change = std::function<Result<Answer>(documents::sql::Transaction&, const Caller&,
                                            const documents::Act&)>;

/// Runs `change` once for its Idempotency-Key: the same key and body give the first answer again.
/// `body` is what the key stands for. Errors: those of the caller; `malformed`
/// "idempotency-key-required"; `conflict` "idempotency-mismatch".
[[nodiscard]] Result<Response> change_once(const ApiServices& services, const Request& request,
                                           const Caller& caller, std::string_view body,
                                           const Change& change);

/// The version in If-Match ("v17"); `malformed` "precondition-required" without one.
[[nodiscard]] Result<std::int64_t> if_match(const Request& request);
[[nodiscard]] std::string etag_of(std::int64_t row_version);

}  // namespace mohur::server
