// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/filing/case_file.h"
#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// Case files: the nomenclature, opening, listing. Thread-safe.
class FilingApi {
public:
    explicit FilingApi(const ApiServices& services) : services_{services}, filing_{services.ids} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> classes(const Request& request) const;
    [[nodiscard]] Result<Response> list(const Request& request) const;
    [[nodiscard]] Result<Response> open(Request& request) const;

    const ApiServices& services_;
    documents::Filing filing_;
};

}  // namespace mohur::server
