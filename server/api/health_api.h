// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// "/health/live": the process answers. "/health/ready": the database and the content folder can be
/// used. And the API's own description at "/api/v1/openapi.yaml". Thread-safe.
class HealthApi {
public:
    explicit HealthApi(const ApiServices& services) : services_{services} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Response ready() const;
    const ApiServices& services_;
};

}  // namespace mohur::server
