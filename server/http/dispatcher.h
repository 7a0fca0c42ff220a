// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/http_server.h"
#include "server/http/rate_limiter.h"
#include "server/http/router.h"
#include "server/messages/catalogue.h"
#include "server/observe/log.h"
#include "signing/core/clock.h"
#include "signing/core/random.h"

namespace mohur::server {

/// The language a request asks for: `lang` in the query, the `lang` cookie, Accept-Language; az
/// where none of them says otherwise.
[[nodiscard]] Language language_of(const Request& request);

/// Takes every request from transport to handler and back: rate limit, route, problem documents,
/// security headers, one log line. Thread-safe. Borrows its services.
class Dispatcher {
public:
    Dispatcher(const Router& router, const Catalogue& catalogue, Log& log, const Clock& clock,
               RandomSource& random, RateLimit per_address);

    [[nodiscard]] Response handle(RequestHead head, std::unique_ptr<BodyStream> body);

private:
    [[nodiscard]] Result<Response> route(Request& request, std::string& pattern);
    [[nodiscard]] std::string new_trace_id();
    void log_request(const std::string& method, const std::string& pattern,
                     const Response& response, const std::string& trace_id,
                     std::chrono::microseconds took);

    const Router& router_;
    const Catalogue& catalogue_;
    Log& log_;
    const Clock& clock_;
    RandomSource& random_;
    RateLimiter limiter_;
};

/// Headers that every answer carries: CSP without inline script or style, nosniff, no framing, no
/// referrer, no caching of API answers.
void add_security_headers(Response& response, std::string_view path);

}  // namespace mohur::server
