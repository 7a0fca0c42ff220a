// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/http_server.h"

#include <array>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timespan.h>

namespace mohur::server {
namespace {

namespace net = Poco::Net;

Poco::Timespan timespan(std::chrono::seconds seconds) {
    return {static_cast<long>(seconds.count()), 0};
}

/// Reads the request's stream until it ends or the deadline passes.
class PocoBody final : public BodyStream {
public:
    PocoBody(std::istream& stream, bool has_body, std::chrono::seconds deadline)
        : stream_{stream},
          has_body_{has_body},
          deadline_{std::chrono::steady_clock::now() + deadline} {}

    Result<std::size_t> read(std::span<std::uint8_t> out) override {
        if (!has_body_) {
            return std::size_t{0};
        }
        if (std::chrono::steady_clock::now() > deadline_) {
            return Error::unavailable("body-interrupted", "deadline");
        }
        try {
            stream_.read(reinterpret_cast<char*>(out.data()),
                         static_cast<std::streamsize>(out.size()));
        } catch (const Poco::Exception& e) {
            return Error::unavailable("body-interrupted", e.displayText());
        }
        if (stream_.bad()) {
            return Error::unavailable("body-interrupted");
        }
        return static_cast<std::size_t>(stream_.gcount());
    }

private:
    std::istream& stream_;
    bool has_body_;
    std::chrono::steady_clock::time_point deadline_;
};

bool has_body(const net::HTTPServerRequest& request) {
    return request.getChunkedTransferEncoding() ||
           (request.hasContentLength() && request.getContentLength64() > 0);
}

RequestHead head_of(const net::HTTPServerRequest& request) {
    RequestHead head;
    head.method = request.getMethod();
    head.target = request.getURI();
    head.client_address = request.clientAddress().host().toString();
    for (const auto& [name, value] : request) {
        head.headers.emplace_back(name, value);
    }
    return head;
}

void send_file(const ByteSource& file, std::ostream& out) {
    std::array<std::uint8_t, 64U << 10U> piece{};
    for (std::uint64_t offset = 0; offset < file.size();) {
        const auto got = file.read_at(offset, piece);
        if (!got || *got == 0) {
            return;
        }
        out.write(reinterpret_cast<const char*>(piece.data()), static_cast<std::streamsize>(*got));
        offset += *got;
    }
}

/// Ends with the events or when nobody listens any more.
void send_events(const EventSource& events, bool head_only, net::HTTPServerResponse& out) {
    out.setChunkedTransferEncoding(true);
    out.setKeepAlive(false);
    auto& stream = out.send();
    while (!head_only && stream.good()) {
        const auto piece = events();
        if (!piece) {
            return;
        }
        stream << *piece << std::flush;
    }
}

void send(const Response& answer, bool head_only, net::HTTPServerResponse& out) {
    out.setStatus(static_cast<net::HTTPResponse::HTTPStatus>(answer.status));
    out.setReason(net::HTTPResponse::getReasonForStatus(out.getStatus()));
    for (const auto& [name, value] : answer.headers) {
        out.add(name, value);
    }
    if (answer.events) {
        return send_events(answer.events, head_only, out);
    }
    const auto length = answer.file ? answer.file->size() : answer.body.size();
    if (answer.status != 204 && answer.status != 304) {
        out.setContentLength64(static_cast<Poco::Int64>(length));
    }
    auto& stream = out.send();
    if (head_only || answer.status == 204 || answer.status == 304) {
        return;
    }
    if (answer.file) {
        send_file(*answer.file, stream);
    } else {
        stream.write(answer.body.data(), static_cast<std::streamsize>(answer.body.size()));
    }
    stream.flush();
}

class DispatchingHandler final : public net::HTTPRequestHandler {
public:
    DispatchingHandler(const Dispatch& dispatch, std::chrono::seconds deadline)
        : dispatch_{dispatch}, deadline_{deadline} {}

    void handleRequest(net::HTTPServerRequest& request,
                       net::HTTPServerResponse& response) override {
        try {
            // A client that asks first (curl, large uploads) waits for this line.
            if (request.getExpectContinue()) {
                response.sendContinue();
            }
            auto body = std::make_unique<PocoBody>(request.stream(), has_body(request), deadline_);
            const auto answer = dispatch_(head_of(request), std::move(body));
            // What was not read would be taken for the next request.
            if (answer.status >= 400 && has_body(request)) {
                response.setKeepAlive(false);
            }
            send(answer, request.getMethod() == net::HTTPRequest::HTTP_HEAD, response);
        } catch (const Poco::Exception&) {
            // The client went away while it was answered: nobody is left to tell.
            response.setKeepAlive(false);
        }
    }

private:
    const Dispatch& dispatch_;
    std::chrono::seconds deadline_;
};

class HandlerFactory final : public net::HTTPRequestHandlerFactory {
public:
    HandlerFactory(Dispatch dispatch, std::chrono::seconds deadline)
        : dispatch_{std::move(dispatch)}, deadline_{deadline} {}
    net::HTTPRequestHandler* createRequestHandler(
        const net::HTTPServerRequest& /*request*/) override {
        return std::make_unique<DispatchingHandler>(dispatch_, deadline_)
            .release();  // Poco deletes it
    }

private:
    Dispatch dispatch_;
    std::chrono::seconds deadline_;
};

net::HTTPServerParams::Ptr parameters(const ListenSettings& settings) {
    net::HTTPServerParams::Ptr params{new net::HTTPServerParams};
    params->setMaxThreads(settings.threads);
    params->setMaxQueued(settings.queue);
    params->setTimeout(timespan(settings.receive_timeout));
    params->setKeepAlive(true);
    params->setKeepAliveTimeout(timespan(settings.keep_alive_timeout));
    params->setMaxKeepAliveRequests(settings.max_keep_alive_requests);
    params->setSoftwareVersion("");
    return params;
}

}  // namespace

struct HttpServer::State {
    Poco::ThreadPool pool;
    std::unique_ptr<net::HTTPServer> server;
    std::uint16_t port = 0;

    explicit State(int threads) : pool{"http", 4, threads + 2} {}
};

HttpServer::HttpServer(std::unique_ptr<State> state) : state_{std::move(state)} {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() {
    if (state_) {
        stop();
    }
}

Result<HttpServer> HttpServer::listen(const ListenSettings& settings, Dispatch dispatch) {
    try {
        auto state = std::make_unique<State>(settings.threads);
        net::ServerSocket socket;
        socket.bind(net::SocketAddress{settings.address, settings.port}, true, false);
        socket.listen(settings.queue);
        state->port = socket.address().port();
        net::HTTPRequestHandlerFactory::Ptr factory{
            new HandlerFactory{std::move(dispatch), settings.body_deadline}};
        state->server =
            std::make_unique<net::HTTPServer>(factory, state->pool, socket, parameters(settings));
        return HttpServer{std::move(state)};
    } catch (const Poco::Exception& e) {
        return Error::unavailable("port-in-use", e.displayText());
    }
}

void HttpServer::start() {
    state_->server->start();
}

void HttpServer::stop() {
    // stop() alone keeps serving idle keep-alive connections; stopAll(false) lets requests in
    // flight end.
    state_->server->stopAll(false);
    state_->pool.joinAll();
}

std::uint16_t HttpServer::port() const noexcept {
    return state_->port;
}

}  // namespace mohur::server
