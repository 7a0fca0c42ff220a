// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/http/router.h"
#include "server/signing/ceremony_desk.h"

namespace mohur::server {

/// Signing sessions: open (number, paper, digest), complete, look, give up. Thread-safe.
class SigningApi {
public:
    SigningApi(const ApiServices& services, const CeremonyDesk& desk)
        : services_{services}, desk_{desk} {}
    void add_to(Router& router);

private:
    [[nodiscard]] Result<Response> open(Request& request) const;
    [[nodiscard]] Result<Response> complete(Request& request) const;
    [[nodiscard]] Result<Response> show(const Request& request) const;
    [[nodiscard]] Result<Response> cancel(const Request& request) const;

    const ApiServices& services_;
    const CeremonyDesk& desk_;
};

/// Schema SigningSession of docs/openapi.yaml.
[[nodiscard]] Json signing_session_view(const CeremonyDesk::Opened& opened);

}  // namespace mohur::server
