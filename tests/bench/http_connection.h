// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mohur::bench {

/// One keep-alive connection to a server on the loopback interface: as little client as can be, so
/// that the load is the server's. Reconnects when the server has closed. One thread.
class HttpConnection {
public:
    explicit HttpConnection(std::uint16_t port) : port_{port} {}
    ~HttpConnection();
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    /// Sends a whole request; the view of the answer's body holds until the next call. Ends the
    /// program on anything but an answer with Content-Length; `status` is the caller's to judge.
    struct Answer {
        int status = 0;
        std::string_view body;
    };
    [[nodiscard]] Answer ask(std::string_view request);

private:
    void connect();
    void send_all(std::string_view text);
    /// False when the server closed before the first octet.
    [[nodiscard]] bool receive_head();
    [[nodiscard]] Answer receive_body();

    std::uint16_t port_;
    int socket_ = -1;
    bool last_ = false;  ///< the server will close
    std::string received_;
    std::size_t head_ = 0;  ///< length of the answer's head
};

}  // namespace mohur::bench
