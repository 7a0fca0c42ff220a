// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/http_fetcher.h"
#include "signing/core/json.h"

#include <chrono>
#include <optional>
#include <vector>

namespace mohur::server {

/// Owns a file descriptor; -1 is none.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int value) noexcept : value_{value} {}
    Descriptor(Descriptor&& other) noexcept : value_{other.release()} {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    [[nodiscard]] int get() const noexcept { return value_; }
    [[nodiscard]] explicit operator bool() const noexcept { return value_ >= 0; }
    [[nodiscard]] int release() noexcept;

private:
    int value_ = -1;
};

/// What parent and worker say to each other over their socket: four octets of length
/// (little-endian), one of kind, then a JSON text. Descriptors travel with the first octet
/// (SCM_RIGHTS).
struct Frame {
    enum class Kind : std::uint8_t { task = 1, answer = 2, fetch = 3, fetched = 4 };
    Kind kind = Kind::answer;
    Json body;
    std::vector<Descriptor> descriptors;
};

using Deadline = std::chrono::steady_clock::time_point;

inline constexpr std::size_t kMaxFrameBytes = 64U << 20U;
/// SCM_MAX_FD of the kernel is 253.
inline constexpr std::size_t kMaxFrameDescriptors = 200;

/// Errors: `unavailable` "worker-gone" when the peer is, "worker-timeout" at the deadline;
/// `too_large` "worker-frame". `descriptors` stay the caller's.
[[nodiscard]] Result<void> send_frame(int socket, Frame::Kind kind, const Json& body,
                                      Deadline deadline, const std::vector<int>& descriptors = {});
/// The same errors, and `integrity` "worker-frame" for what is no frame.
[[nodiscard]] Result<Frame> receive_frame(int socket, Deadline deadline);

/// HTTP over the socket, for the worker's fetcher and its parent.
[[nodiscard]] Json to_json(const HttpRequest& request);
[[nodiscard]] Result<HttpRequest> http_request_from(const Json& json);
[[nodiscard]] Json to_json(const HttpResponse& response);
[[nodiscard]] Result<HttpResponse> http_response_from(const Json& json);
[[nodiscard]] Json to_json(const Error& error);
[[nodiscard]] Error error_from(const Json& json);

}  // namespace mohur::server
