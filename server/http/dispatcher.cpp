// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/dispatcher.h"

#include "server/http/problem.h"

#include <algorithm>
#include <array>

namespace mohur::server {
namespace {

constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src "
    "'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src "
    "'self'";

// Without 0 O 1 I, because a person reads it over the telephone.
constexpr std::string_view kTraceAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

bool has(const Response& response, std::string_view name) {
    return !response.header(name).empty();
}

}  // namespace

Language language_of(const Request& request) {
    for (const auto& tag :
         {request.query("lang"), request.cookie("lang"), request.header("Accept-Language")}) {
        if (!tag || tag->empty()) {
            continue;
        }
        if (tag->starts_with("az")) {
            return Language::az;
        }
        if (tag->starts_with("en")) {
            return Language::en;
        }
    }
    return Language::az;
}

void add_security_headers(Response& response, std::string_view path) {
    response.with("Content-Security-Policy", kContentSecurityPolicy)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin");
    if (path.starts_with("/api/") && !has(response, "Cache-Control")) {
        response.with("Cache-Control", "no-store");
    }
}

Dispatcher::Dispatcher(const Router& router, const Catalogue& catalogue, Log& log,
                       const Clock& clock, RandomSource& random, RateLimit per_address)
    : router_{router},
      catalogue_{catalogue},
      log_{log},
      clock_{clock},
      random_{random},
      limiter_{clock, per_address} {}

std::string Dispatcher::new_trace_id() {
    std::string id;
    for (const auto byte : random_.bytes(8)) {
        if (id.size() == 4) {
            id.push_back('-');
        }
        id.push_back(kTraceAlphabet[byte % kTraceAlphabet.size()]);
    }
    return id;
}

Result<Response> Dispatcher::route(Request& request, std::string& pattern) {
    auto match = router_.find(request.method(), request.path());
    if (match.handler == nullptr) {
        if (match.allowed.empty()) {
            return Error::not_found("page-not-found");
        }
        return Error::unsupported("method-not-allowed", match.allowed);
    }
    pattern = match.pattern;
    request.set_parameters(std::move(match.parameters));
    return (*match.handler)(request);
}

Response Dispatcher::handle(RequestHead head, std::unique_ptr<BodyStream> body) {
    const auto started = clock_.now();
    const auto trace_id = new_trace_id();
    const auto method = head.method;
    const auto wait = limiter_.take(head.client_address);
    auto request = Request::create(std::move(head), std::move(body));
    std::string pattern = "unmatched";
    const auto answer = [&]() -> Result<Response> {
        if (wait.count() > 0) {
            return Error::unavailable("too-many-requests");
        }
        if (!request) {
            return request.error();
        }
        return route(*request, pattern);
    }();
    const auto language = request ? language_of(*request) : Language::az;
    auto response = answer ? *answer : problem(answer.error(), catalogue_, language, trace_id);
    if (!answer) {
        log_.warning("request.refused", {{"trace_id", trace_id},
                                         {"reason", answer.error().reason},
                                         {"detail", answer.error().detail}});
        if (answer.error().reason == "method-not-allowed") {
            response.with("Allow", answer.error().detail);
        }
        if (wait.count() > 0) {
            response.with("Retry-After", std::to_string(wait.count()));
        }
    }
    add_security_headers(response, request ? std::string_view{request->path()} : "/");
    response.with("X-Request-Id", trace_id);
    log_request(method, pattern, response, trace_id, clock_.now() - started);
    return response;
}

void Dispatcher::log_request(const std::string& method, const std::string& pattern,
                             const Response& response, const std::string& trace_id,
                             std::chrono::microseconds took) {
    log_.info("request", {{"method", method},
                          {"route", pattern},
                          {"status", response.status},
                          {"us", std::int64_t{took.count()}},
                          {"trace_id", trace_id}});
}

}  // namespace mohur::server
