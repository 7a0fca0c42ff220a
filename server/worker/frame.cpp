// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/frame.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mohur::server {
namespace {

constexpr std::size_t kHeadSize = 5;

Error gone() {
    return Error::unavailable("worker-gone");
}
Error not_a_frame(std::string detail) {
    return Error::integrity("worker-frame", std::move(detail));
}

/// Waits until the socket is ready for `events`.
Result<void> wait_for(int socket, short events, Deadline deadline) {
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                              deadline - std::chrono::steady_clock::now())
                              .count();
        if (left <= 0) {
            return Error::unavailable("worker-timeout");
        }
        pollfd entry{socket, events, 0};
        const int ready = ::poll(&entry, 1, static_cast<int>(std::min<long long>(left, 60'000)));
        if (ready > 0) {
            return {};
        }
        if (ready < 0 && errno != EINTR) {
            return Error::internal("poll-failed", std::strerror(errno));
        }
    }
}

/// The control message that carries descriptors.
class RightsBuffer {
public:
    RightsBuffer() : octets_(CMSG_SPACE(kMaxFrameDescriptors * sizeof(int))) {}

    void attach(msghdr& message, const std::vector<int>& descriptors) {
        if (descriptors.empty()) {
            return;
        }
        const std::size_t size = descriptors.size() * sizeof(int);
        message.msg_control = octets_.data();
        message.msg_controllen = CMSG_SPACE(size);
        cmsghdr* control = CMSG_FIRSTHDR(&message);
        control->cmsg_level = SOL_SOCKET;
        control->cmsg_type = SCM_RIGHTS;
        control->cmsg_len = CMSG_LEN(size);
        std::memcpy(CMSG_DATA(control), descriptors.data(), size);
    }

    void prepare(msghdr& message) {
        message.msg_control = octets_.data();
        message.msg_controllen = octets_.size();
    }

    static void collect(msghdr& message, std::vector<Descriptor>& out) {
        for (cmsghdr* control = CMSG_FIRSTHDR(&message); control != nullptr;
             control = CMSG_NXTHDR(&message, control)) {
            if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS) {
                continue;
            }
            const std::size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            for (std::size_t i = 0; i < count; ++i) {
                int value = -1;
                std::memcpy(&value, CMSG_DATA(control) + i * sizeof(int), sizeof(int));
                out.emplace_back(value);
            }
        }
    }

private:
    std::vector<std::uint8_t> octets_;
};

Result<void> send_all(int socket, BytesView octets, Deadline deadline,
                      const std::vector<int>& descriptors) {
    bool first = true;
    while (!octets.empty()) {
        MOHUR_TRY_VOID(wait_for(socket, POLLOUT, deadline));
        iovec part{const_cast<std::uint8_t*>(octets.data()), octets.size()};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        RightsBuffer rights;
        if (first) {
            rights.attach(message, descriptors);
        }
        const auto sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EINTR || errno == EAGAIN)) {
            continue;
        }
        if (sent <= 0) {
            return gone();
        }
        first = false;
        octets = octets.subspan(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<void> receive_all(int socket, std::span<std::uint8_t> out, Deadline deadline,
                         std::vector<Descriptor>& descriptors) {
    while (!out.empty()) {
        MOHUR_TRY_VOID(wait_for(socket, POLLIN, deadline));
        iovec part{out.data(), out.size()};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        RightsBuffer rights;
        rights.prepare(message);
        const auto got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
            continue;
        }
        if (got <= 0) {
            return gone();
        }
        RightsBuffer::collect(message, descriptors);
        out = out.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

std::optional<ErrorCode> error_code_from(std::string_view name) {
    constexpr std::array kCodes{
        ErrorCode::malformed,   ErrorCode::unsupported, ErrorCode::too_large,
        ErrorCode::not_found,   ErrorCode::conflict,    ErrorCode::denied,
        ErrorCode::unavailable, ErrorCode::integrity,   ErrorCode::internal};
    const auto found =
        std::ranges::find(kCodes, name, [](ErrorCode code) { return to_string(code); });
    return found == kCodes.end() ? std::nullopt : std::optional{*found};
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
}

Descriptor::~Descriptor() {
    if (value_ >= 0) {
        ::close(value_);
    }
}

int Descriptor::release() noexcept {
    return std::exchange(value_, -1);
}

Result<void> send_frame(int socket, Frame::Kind kind, const Json& body, Deadline deadline,
                        const std::vector<int>& descriptors) {
    const std::string text = body.dump();
    if (text.size() > kMaxFrameBytes || descriptors.size() > kMaxFrameDescriptors) {
        return Error::too_large("worker-frame");
    }
    Bytes octets;
    octets.reserve(kHeadSize + text.size());
    for (unsigned shift = 0; shift < 32; shift += 8) {
        octets.push_back(static_cast<std::uint8_t>(text.size() >> shift));
    }
    octets.push_back(static_cast<std::uint8_t>(kind));
    append(octets, as_bytes(text));
    return send_all(socket, octets, deadline, descriptors);
}

Result<Frame> receive_frame(int socket, Deadline deadline) {
    Frame frame;
    std::array<std::uint8_t, kHeadSize> head{};
    MOHUR_TRY_VOID(receive_all(socket, head, deadline, frame.descriptors));
    std::size_t length = 0;
    for (std::size_t i = 4; i-- > 0;) {
        length = length << 8U | head[i];
    }
    if (head[4] < 1 || head[4] > 4) {
        return not_a_frame("kind");
    }
    frame.kind = static_cast<Frame::Kind>(head[4]);
    if (length > kMaxFrameBytes) {
        return Error::too_large("worker-frame");
    }
    Bytes text(length);
    MOHUR_TRY_VOID(receive_all(socket, text, deadline, frame.descriptors));
    if (frame.descriptors.size() > kMaxFrameDescriptors) {
        return not_a_frame("descriptors");
    }
    auto body = Json::parse(as_text(text));
    if (!body) {
        return not_a_frame(body.error().detail);
    }
    frame.body = std::move(*body);
    return frame;
}

Json to_json(const HttpRequest& request) {
    return Json::object({{"method", request.method},
                         {"url", request.url},
                         {"content_type", request.content_type},
                         {"accept", request.accept},
                         {"body", to_base64(request.body)},
                         {"max_response_bytes", request.max_response_bytes},
                         {"timeout_ms", std::int64_t{request.timeout.count()}}});
}

Result<HttpRequest> http_request_from(const Json& json) {
    HttpRequest request;
    request.method = json["method"].as_string();
    request.url = json["url"].as_string();
    request.content_type = json["content_type"].as_string();
    request.accept = json["accept"].as_string();
    MOHUR_TRY(request.body, from_base64(json["body"].as_string()));
    const auto limit = json["max_response_bytes"].as_integer(-1);
    const auto timeout = json["timeout_ms"].as_integer(-1);
    const auto has_control = [](const std::string& text) {
        return std::ranges::any_of(text, [](char c) { return c >= 0 && c < 0x20; });
    };
    if ((request.method != "GET" && request.method != "POST") || limit < 0 || timeout < 0 ||
        has_control(request.content_type) || has_control(request.accept)) {
        return not_a_frame("fetch");
    }
    request.max_response_bytes = static_cast<std::uint64_t>(limit);
    request.timeout = std::chrono::milliseconds{timeout};
    return request;
}

Json to_json(const HttpResponse& response) {
    return Json::object({{"status", response.status},
                         {"content_type", response.content_type},
                         {"body", to_base64(response.body)}});
}

Result<HttpResponse> http_response_from(const Json& json) {
    HttpResponse response;
    response.status = static_cast<int>(json["status"].as_integer());
    response.content_type = json["content_type"].as_string();
    MOHUR_TRY(response.body, from_base64(json["body"].as_string()));
    return response;
}

Json to_json(const Error& error) {
    return Json::object({{"code", std::string{to_string(error.code)}},
                         {"reason", error.reason},
                         {"detail", error.detail}});
}

Error error_from(const Json& json) {
    const auto code = error_code_from(json["code"].as_string());
    if (!code || json["reason"].as_string().empty()) {
        return not_a_frame("error");
    }
    return Error{*code, json["reason"].as_string(), json["detail"].as_string()};
}

}  // namespace mohur::server
