// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/export/export_request.h"
#include "server/api/api_services.h"
#include "server/http/router.h"

namespace mohur::server {

/// Packages of case files: asked for, made in the background, downloaded as one archive. By the
/// power `register`. Thread-safe.
class ExportApi {
public:
    explicit ExportApi(const ApiServices& services) : services_{services}, exports_{services.ids} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> request(Request& request) const;
    [[nodiscard]] Result<Response> list(const Request& request) const;
    [[nodiscard]] Result<Response> show(const Request& request) const;
    [[nodiscard]] Result<Response> download(const Request& request) const;
    [[nodiscard]] Result<documents::CaseFileExportRow> find(const Request& request) const;

    const ApiServices& services_;
    documents::CaseFileExports exports_;
};

}  // namespace mohur::server
