// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/request.h"
#include "server/http/response.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace mohur::server {

/// How the listening socket behaves. Without a proxy in front, slow clients are held off by
/// time-outs and many threads; with one (docs/operations.md) `threads` can be small.
struct ListenSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: any free one
    int threads = 256;
    int queue = 2'000;
    std::chrono::seconds receive_timeout{10};
    std::chrono::seconds keep_alive_timeout{5};
    std::chrono::seconds body_deadline{120};  ///< for one whole request body
    int max_keep_alive_requests = 100;
};

/// Answers one request. Called from many threads at once; must not throw.
using Dispatch = std::function<Response(RequestHead head, std::unique_ptr<BodyStream> body)>;

/// An HTTP/1.1 server, a thread per connection. Start and stop from one thread.
class HttpServer {
public:
    /// Binds at once; `unavailable` "port-in-use" when it cannot.
    [[nodiscard]] static Result<HttpServer> listen(const ListenSettings& settings,
                                                   Dispatch dispatch);
    HttpServer(HttpServer&&) noexcept;
    HttpServer& operator=(HttpServer&&) = delete;
    ~HttpServer();

    void start();
    /// Stops taking connections, closes idle ones and waits for requests in flight.
    void stop();
    [[nodiscard]] std::uint16_t port() const noexcept;

private:
    struct State;
    explicit HttpServer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace mohur::server
