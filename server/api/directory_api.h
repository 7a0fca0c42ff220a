// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// What forms choose from: journals, kinds, posts. Thread-safe.
class DirectoryApi {
public:
    explicit DirectoryApi(const ApiServices& services) : services_{services} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> journals(const Request& request) const;
    [[nodiscard]] Result<Response> kinds(const Request& request) const;
    [[nodiscard]] Result<Response> assignments(const Request& request) const;

    const ApiServices& services_;
};

}  // namespace mohur::server
