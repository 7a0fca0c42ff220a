// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// The evidence of what a file was when it came in. Thread-safe.
class ReceptionApi {
public:
    explicit ReceptionApi(const ApiServices& services) : services_{services} {}
    void add_to(Router& router);

private:
    /// Record, verdict and token as they were stored, so that they can be checked without us.
    [[nodiscard]] Result<Response> evidence(const Request& request) const;

    const ApiServices& services_;
};

}  // namespace mohur::server
