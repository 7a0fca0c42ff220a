// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/http_connection.h"

#include "tests/bench/measurement.h"

#include <array>
#include <charconv>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mohur::bench {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";

std::size_t content_length(std::string_view head) {
    constexpr std::string_view kName = "Content-Length: ";
    const auto at = head.find(kName);
    std::size_t length = 0;
    if (at == std::string_view::npos ||
        std::from_chars(head.data() + at + kName.size(), head.data() + head.size(), length).ec !=
            std::errc{}) {
        fail("an answer without Content-Length");
    }
    return length;
}

}  // namespace

HttpConnection::~HttpConnection() {
    if (socket_ >= 0) {
        ::close(socket_);
    }
}

void HttpConnection::connect() {
    if (socket_ >= 0) {
        ::close(socket_);
    }
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) {
        fail("cannot connect to port " + std::to_string(port_));
    }
    last_ = false;
}

void HttpConnection::send_all(std::string_view text) {
    while (!text.empty()) {
        const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;  // the missing answer tells
        }
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool HttpConnection::receive_head() {
    received_.clear();
    std::array<char, 16384> piece{};
    while (true) {
        const auto got = ::recv(socket_, piece.data(), piece.size(), 0);
        if (got <= 0) {
            return false;
        }
        received_.append(piece.data(), static_cast<std::size_t>(got));
        const auto end = received_.find(kHeadEnd);
        if (end != std::string::npos) {
            head_ = end + kHeadEnd.size();
            return true;
        }
    }
}

HttpConnection::Answer HttpConnection::receive_body() {
    const auto whole = head_ + content_length(std::string_view{received_}.substr(0, head_));
    std::array<char, 16384> piece{};
    while (received_.size() < whole) {
        const auto got = ::recv(socket_, piece.data(), piece.size(), 0);
        if (got <= 0) {
            fail("an answer that ends too early");
        }
        received_.append(piece.data(), static_cast<std::size_t>(got));
    }
    const auto text = std::string_view{received_};
    last_ = text.substr(0, head_).find("Connection: Close") != std::string_view::npos;
    Answer answer;
    std::from_chars(text.data() + sizeof "HTTP/1.1", text.data() + head_, answer.status);
    answer.body = text.substr(head_);
    return answer;
}

HttpConnection::Answer HttpConnection::ask(std::string_view request) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (socket_ < 0 || last_ || attempt > 0) {
            connect();
        }
        send_all(request);
        if (receive_head()) {
            return receive_body();
        }
    }
    fail("no answer");
}

}  // namespace mohur::bench
