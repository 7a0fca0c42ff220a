// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// Public verification: by code, by digest, or of a file: GET /api/v1/verify/{code}, POST
/// /api/v1/verify, and the same as a page without script at /verify. Thread-safe. The file is
/// judged in a worker and not kept.
class VerifyApi {
public:
    explicit VerifyApi(const ApiServices& services);
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Json> by_code(std::string_view code, Language language) const;
    [[nodiscard]] Result<Json> by_digest(std::string_view sha256, Language language) const;
    [[nodiscard]] Result<Json> by_file(std::shared_ptr<const ByteSource> file,
                                       Language language) const;
    [[nodiscard]] Result<Response> post(Request& request);
    [[nodiscard]] Result<Response> get_page(const Request& request) const;
    [[nodiscard]] Result<Response> post_page(Request& request);
    [[nodiscard]] Result<void> admit(const Request& request);

    const ApiServices& services_;
    RateLimiter files_;  ///< a judged file costs a process, so they are counted apart
};

}  // namespace mohur::server
