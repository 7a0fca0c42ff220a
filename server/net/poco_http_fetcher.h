// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/net/egress_policy.h"
#include "signing/core/http_fetcher.h"

#include <memory>

namespace mohur::server {

/// The one way out of the process: HTTP and HTTPS over Poco's sockets, under an `EgressPolicy`.
///
/// The name is resolved once, its addresses are checked, and a checked address is the one connected
/// to, so that a second answer of the name server changes nothing. Certificates of https are always
/// verified. Redirects (at most three, GET only) stay on the same host and port. The request's time
/// and size limits hold over all of it, except that resolving a name has the resolver's own limit.
/// Thread-safe.
class PocoHttpFetcher final : public HttpFetcher {
public:
    /// `ca_file`: PEM of the certificate authorities of https; empty: the system's.
    explicit PocoHttpFetcher(EgressPolicy policy, std::string ca_file = {});
    ~PocoHttpFetcher() override;

    /// Errors beside those of the interface: `denied` "url-not-allowed", "host-not-allowed",
    /// "address-not-allowed", "redirect-not-allowed"; `unavailable` "host-unknown",
    /// "connection-failed", "tls-failed", "fetch-timeout", "response-invalid"; `too_large`
    /// "response-too-large".
    [[nodiscard]] Result<HttpResponse> fetch(const HttpRequest& request) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mohur::server
