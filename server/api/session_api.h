// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// Signing in and out: POST /api/v1/sessions, GET and DELETE /api/v1/session. Thread-safe.
class SessionApi {
public:
    explicit SessionApi(const ApiServices& services);
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> login(Request& request);
    [[nodiscard]] Result<Response> show(const Request& request) const;
    [[nodiscard]] Result<Response> logout(const Request& request) const;

    const ApiServices& services_;
    RateLimiter attempts_;  ///< by client address: a guesser is held off before a hash is computed
};

}  // namespace mohur::server
