// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/http/router.h"
#include "server/validation/siva.h"

namespace mohur::server {

/// Validation as a service (docs/validation.md): POST /api/v1/validations; POST /validate,
/// /validateHashcode and /getDataFiles in the shapes of SiVa; POST
/// /services/rest/validation/validateSignature in that of EU DSS. Nobody needs to log in; calls are
/// counted for each address, bodies are bounded, files are judged in workers and not kept.
/// Thread-safe.
class ValidationApi {
public:
    explicit ValidationApi(const ApiServices& services);
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Json> body_of(Request& request);
    [[nodiscard]] Result<void> admit(const Request& request);
    [[nodiscard]] Result<Response> post_validation(Request& request);
    [[nodiscard]] Result<Response> post_siva(Request& request, siva::Reading (*read)(const Json&));
    [[nodiscard]] Result<Response> post_data_files(Request& request);
    [[nodiscard]] Result<Response> post_dss(Request& request);

    const ApiServices& services_;
    RateLimiter calls_;
};

}  // namespace mohur::server
