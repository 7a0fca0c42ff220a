// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/http_fetcher.h"

#include <optional>
#include <string>

namespace mohur::server {

/// Reads one HTTP/1.1 response (RFC 9112) piece by piece from a connection that is closed after it.
/// One thread at a time.
class ResponseReader {
public:
    /// `body_limit` bounds the decoded body.
    explicit ResponseReader(std::uint64_t body_limit) : body_limit_{body_limit} {}

    /// Takes the next octets. True when the response is complete and no more are wanted. Errors:
    /// `too_large` "response-too-large"; `unavailable` "response-invalid".
    [[nodiscard]] Result<bool> feed(BytesView octets);
    /// The peer closed: complete only when the body had no length of its own.
    [[nodiscard]] Result<void> finish();

    [[nodiscard]] const HttpResponse& response() const noexcept { return response_; }
    [[nodiscard]] HttpResponse take() noexcept { return std::move(response_); }
    /// Of a redirect; empty when there is none.
    [[nodiscard]] const std::string& location() const noexcept { return location_; }

private:
    ResponseReader(std::uint64_t body_limit, Bytes pending)
        : body_limit_{body_limit}, pending_{std::move(pending)} {}
    enum class Phase { head, body, chunk_size, chunk_data, chunk_end, trailer, done };
    [[nodiscard]] Result<bool> advance();
    [[nodiscard]] Result<bool> read_head();
    [[nodiscard]] Result<void> read_field(std::string_view line);
    [[nodiscard]] Result<void> choose_body();
    [[nodiscard]] Result<bool> read_body();
    [[nodiscard]] Result<bool> read_chunk_size();
    [[nodiscard]] Result<bool> read_chunk_line();
    [[nodiscard]] Result<void> take_body(std::uint64_t at_most);
    [[nodiscard]] std::optional<std::string> next_line();

    std::uint64_t body_limit_;
    Phase phase_ = Phase::head;
    Bytes pending_;
    std::optional<std::uint64_t>
        remaining_;  ///< of the body or chunk; empty: until the peer closes
    bool chunked_ = false;
    HttpResponse response_;
    std::string location_;
};

/// The parts of an absolute http or https URL (RFC 3986) that a request needs.
struct Url {
    bool secure = false;
    std::string host;  ///< without brackets
    std::uint16_t port = 80;
    std::string target;  ///< path and query, at least "/"

    /// `denied` "url-not-allowed" for other schemes, user information, control characters, an empty
    /// host or a bad port.
    [[nodiscard]] static Result<Url> parse(const std::string& text);
    /// The Host header.
    [[nodiscard]] std::string authority() const;
    /// `location` of a redirect, seen from here.
    [[nodiscard]] Result<Url> resolve(const std::string& location) const;
};

/// The octets of the request (RFC 9112 clause 3), with Connection: close; of its head only, when
/// the body is an upload.
[[nodiscard]] std::string serialise(const HttpRequest& request, const Url& url);

}  // namespace mohur::server
