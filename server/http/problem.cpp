// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/problem.h"

#include <array>
#include <utility>

namespace mohur::server {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 11> kByReason{{
    {"login-required", 401},
    {"login-failed", 401},
    {"version-stale", 412},
    {"method-not-allowed", 405},
    {"media-type", 415},
    {"precondition-failed", 412},
    {"precondition-required", 428},
    {"idempotency-mismatch", 422},
    {"too-many-requests", 429},
    {"body-interrupted", 408},
    {"header-too-large", 431},
}};

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::malformed: return 400;
        case ErrorCode::unsupported: return 422;
        case ErrorCode::too_large: return 413;
        case ErrorCode::not_found: return 404;
        case ErrorCode::conflict: return 409;
        case ErrorCode::denied: return 403;
        case ErrorCode::unavailable: return 503;
        case ErrorCode::integrity: return 502;
        case ErrorCode::internal: return 500;
    }
    return 500;
}

// "field:due" is the only detail meant for the caller.
std::string field_of(const Error& error) {
    constexpr std::string_view mark = "field:";
    return error.detail.starts_with(mark) ? error.detail.substr(mark.size()) : std::string{};
}

}  // namespace

int status_of(const Error& error) {
    for (const auto& [reason, status] : kByReason) {
        if (reason == error.reason) {
            return status;
        }
    }
    return status_of(error.code);
}

Response problem(const Error& error, const Catalogue& catalogue, Language language,
                 const std::string& trace_id) {
    auto body = Json::object({{"type", "urn:mohur:problem:" + error.reason},
                              {"title", catalogue.text(language, error.reason)},
                              {"status", status_of(error)},
                              {"code", error.reason}});
    if (const auto field = field_of(error); !field.empty()) {
        body.set("field", field);
    }
    body.set("trace_id", trace_id);
    auto response = Response::json(body, status_of(error));
    response.headers = {{"Content-Type", "application/problem+json; charset=utf-8"}};
    response.with("Content-Language", std::string{to_string(language)});
    return response;
}

}  // namespace mohur::server
