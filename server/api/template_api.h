// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// The templates of papers: what they ask for, in the language of the request. Thread-safe.
class TemplateApi {
public:
    explicit TemplateApi(const ApiServices& services) : services_{services} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> list(const Request& request) const;

    const ApiServices& services_;
};

}  // namespace mohur::server
