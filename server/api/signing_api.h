// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/api_services.h"
#include "server/api/session_events.h"
#include "server/http/router.h"
#include "server/signing/ceremony_desk.h"

namespace mohur::server {

/// Signing sessions: open (number, paper, digest), choose a means, complete, look or listen, give
/// up. Thread-safe.
class SigningApi {
public:
    SigningApi(const ApiServices& services, const CeremonyDesk& desk)
        : services_{services}, desk_{desk}, events_{services.config.http_threads / 4} {}
    void add_to(Router& router);
    /// Ends the streams of events, for the server stops.
    void stop() noexcept { events_.stop(); }

private:
    [[nodiscard]] Result<Response> open(Request& request) const;
    [[nodiscard]] Result<Response> prepare(Request& request) const;
    [[nodiscard]] Result<Response> complete(Request& request) const;
    [[nodiscard]] Result<Response> show(const Request& request);
    [[nodiscard]] Result<Response> cancel(const Request& request) const;

    const ApiServices& services_;
    const CeremonyDesk& desk_;
    StateEvents events_;
};

/// Schema SigningSession of docs/openapi.yaml; why it failed in the reader's language.
[[nodiscard]] Json signing_session_view(const CeremonyDesk::Opened& opened,
                                        const Catalogue& catalogue, Language language);

}  // namespace mohur::server
