// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/drafting/draft_desk.h"
#include "server/http/router.h"

namespace mohur::server {

/// The templates of papers: what they ask for, in the language of the request; where a form starts;
/// how the paper will look. Thread-safe.
class TemplateApi {
public:
    explicit TemplateApi(const ApiServices& services) : services_{services}, drafts_{services} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> list(const Request& request) const;
    [[nodiscard]] Result<Response> defaults(const Request& request) const;
    [[nodiscard]] Result<Response> preview(Request& request) const;

    const ApiServices& services_;
    DraftDesk drafts_;
};

}  // namespace mohur::server
