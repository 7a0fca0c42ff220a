// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/json.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mohur::server {

enum class Method { get, head, post, put, patch, del };

/// "GET"; empty for a method that no route can have.
[[nodiscard]] std::string_view to_string(Method method) noexcept;
[[nodiscard]] std::optional<Method> method_from(std::string_view name) noexcept;

/// Where the octets of a request body come from, once, from start to end.
class BodyStream {
public:
    virtual ~BodyStream() = default;
    /// The next octets; 0 at the end. `unavailable` "body-interrupted" when the client went away or
    /// was slower than the server waits.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<std::uint8_t> out) = 0;
};

/// A body without octets.
class EmptyBody final : public BodyStream {
public:
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> /*out*/) override {
        return std::size_t{0};
    }
};

/// What the transport hands over, before anything is trusted.
struct RequestHead {
    std::string method;
    std::string target;                                        ///< path and query as sent
    std::string client_address;                                ///< numeric, without port
    std::vector<std::pair<std::string, std::string>> headers;  ///< names as sent
};

/// One HTTP request. Belongs to the thread that handles it; not copyable because its body is read
/// once.
class Request {
public:
    /// `malformed` "request-invalid" when the target does not decode or is no origin-form.
    [[nodiscard]] static Result<Request> create(RequestHead head, std::unique_ptr<BodyStream> body);

    [[nodiscard]] Method method() const noexcept { return method_; }
    /// Percent-decoded, starting with '/', without query.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::optional<std::string> query(std::string_view name) const;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& query_items()
        const noexcept {
        return query_;
    }
    /// By case-insensitive name.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
    [[nodiscard]] const std::string& client_address() const noexcept { return client_address_; }
    /// A `{name}` of the route pattern; empty when the pattern has none.
    [[nodiscard]] const std::string& parameter(std::string_view name) const;
    void set_parameters(std::map<std::string, std::string, std::less<>> parameters) {
        parameters_ = std::move(parameters);
    }

    /// The whole body as text; `too_large` "body-too-large" above `limit` octets.
    [[nodiscard]] Result<std::string> text_body(std::uint64_t limit);
    /// The body as JSON of media type application/json; `unsupported` "media-type" otherwise.
    [[nodiscard]] Result<Json> json_body(std::uint64_t limit);
    /// The body in an unlinked temporary file below `folder`.
    [[nodiscard]] Result<std::shared_ptr<const ByteSource>> spooled_body(
        const std::filesystem::path& folder, std::uint64_t limit);

private:
    Request() = default;
    Method method_ = Method::get;
    std::string path_;
    std::string client_address_;
    std::vector<std::pair<std::string, std::string>> query_;
    std::vector<std::pair<std::string, std::string>> headers_;
    std::map<std::string, std::string, std::less<>> parameters_;
    std::unique_ptr<BodyStream> body_;
};

/// Decodes application/x-www-form-urlencoded; an ill-formed escape is `malformed`
/// "request-invalid".
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> decode_form(
    std::string_view text);
[[nodiscard]] Result<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

}  // namespace mohur::server
