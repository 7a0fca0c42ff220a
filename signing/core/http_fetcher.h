// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

#include <chrono>
#include <memory>
#include <string>

namespace mohur {

/// One outgoing request: for validation material, a timestamp, or to a peer.
struct HttpRequest {
    std::string method = "GET";  ///< GET or POST
    std::string url;
    std::string content_type;  ///< of `body`; empty for GET
    std::string accept;
    Bytes body;
    std::uint64_t max_response_bytes = 4U << 20U;
    std::chrono::milliseconds timeout{10'000};
    /// Sent instead of `body`, in pieces, when set. A worker's request never has one.
    std::shared_ptr<const ByteSource> upload{};

    [[nodiscard]] std::uint64_t body_size() const { return upload ? upload->size() : body.size(); }
};

struct HttpResponse {
    int status = 0;
    std::string content_type;
    Bytes body;
};

/// The one way out. `signing` asks for OCSP, CRL, AIA and timestamps through it; the server's
/// implementation holds the allow-list, the sandboxed worker's asks its parent. Thread-safe.
class HttpFetcher {
public:
    virtual ~HttpFetcher() = default;
    /// An answer of any status is a response; no answer is `unavailable`, a refused address `denied`,
    /// a longer body `too_large`.
    [[nodiscard]] virtual Result<HttpResponse> fetch(const HttpRequest& request) = 0;
};

/// Answers every request with `unavailable` ("offline"): `--offline`, and tests of it.
class OfflineFetcher final : public HttpFetcher {
public:
    [[nodiscard]] Result<HttpResponse> fetch(const HttpRequest& request) override;
};

}  // namespace mohur
