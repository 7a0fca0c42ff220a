// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/http_server.h"

#include "pki-test/mobile_id.h"

#include <Poco/JSON/Object.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

#include <array>
#include <mutex>
#include <optional>
#include <sstream>
#include <thread>

namespace mohur::pkitest {
namespace {

namespace net = Poco::Net;

constexpr std::size_t kMaxBody = 64 * 1024;  // a request for one stamp or a few statuses
constexpr int kThreads = 32;
constexpr int kMaxQueued = 1000;
constexpr int kTimeoutSeconds = 10;
constexpr int kKeepAliveSeconds = 3;

/// Counts by service and behaviour. Thread-safe.
class Counter {
public:
    void add(const std::string& path) {
        const std::scoped_lock lock{mutex_};
        ++counts_[path];
    }
    [[nodiscard]] std::map<std::string, std::uint64_t> all() const {
        const std::scoped_lock lock{mutex_};
        return counts_;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::uint64_t> counts_;
};

/// Nothing when the body is larger than any honest request.
std::optional<Bytes> read_body(std::istream& in) {
    Bytes out;
    std::array<char, 4096> part{};
    while (in.read(part.data(), part.size()) || in.gcount() > 0) {
        out.insert(out.end(), part.begin(), part.begin() + in.gcount());
        if (out.size() > kMaxBody) {
            return std::nullopt;
        }
    }
    return out;
}

HttpAnswer json_of(const std::map<std::string, std::uint64_t>& counts) {
    Poco::JSON::Object object;
    for (const auto& [path, count] : counts) {
        object.set(path, count);
    }
    std::ostringstream text;
    object.stringify(text, 2);
    const std::string json = text.str();
    return {200, "application/json", Bytes(json.begin(), json.end()), {}};
}

class Handler final : public net::HTTPRequestHandler {
public:
    Handler(const Hierarchy& hierarchy, MobileIdService& mobile_id, Counter& counter)
        : hierarchy_{hierarchy}, mobile_id_{mobile_id}, counter_{counter} {}

    void handleRequest(net::HTTPServerRequest& request,
                       net::HTTPServerResponse& response) override {
        const std::string target = request.getURI().substr(0, request.getURI().find('?'));
        const auto body = read_body(request.stream());
        const HttpAnswer answer =
            !body                 ? HttpAnswer{413, "text/plain", {}, {}}
            : target == "/counts" ? json_of(counter_.all())
            : target.starts_with(MobileIdService::kPath)
                ? mobile_id_.answer(request.getMethod(), request.getURI(), *body)
                : hierarchy_.answer(target, *body);
        if (answer.status != 404 && target != "/counts") {
            // The path of a GET to the responder holds the request: one key for all of them.
            counter_.add(counted(target, body && body->empty()));
        }
        std::this_thread::sleep_for(answer.delay);
        send(answer, response);
    }

private:
    static std::string counted(const std::string& target, bool is_get) {
        constexpr std::string_view kSessions = "/mid-api/signature/session";
        return is_get && target.starts_with("/ocsp/") ? "/ocsp"
               : target.starts_with(kSessions)        ? std::string{kSessions}
                                                      : target;
    }
    static void send(const HttpAnswer& answer, net::HTTPServerResponse& response) {
        response.setStatus(static_cast<net::HTTPResponse::HTTPStatus>(answer.status));
        response.setReason(net::HTTPResponse::getReasonForStatus(response.getStatus()));
        response.setContentType(answer.content_type);
        response.sendBuffer(answer.body.data(), answer.body.size());
    }
    const Hierarchy& hierarchy_;
    MobileIdService& mobile_id_;
    Counter& counter_;
};

class Factory final : public net::HTTPRequestHandlerFactory {
public:
    Factory(const Hierarchy& hierarchy, MobileIdService& mobile_id, Counter& counter)
        : hierarchy_{hierarchy}, mobile_id_{mobile_id}, counter_{counter} {}
    net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
        return new Handler{hierarchy_, mobile_id_,
                           counter_};  // NOLINT: the server owns it by Poco's contract
    }

private:
    const Hierarchy& hierarchy_;
    MobileIdService& mobile_id_;
    Counter& counter_;
};

net::HTTPServerParams::Ptr parameters() {
    net::HTTPServerParams::Ptr out{new net::HTTPServerParams};  // NOLINT: reference-counted by Poco
    out->setMaxThreads(kThreads);
    out->setMaxQueued(kMaxQueued);
    out->setTimeout(Poco::Timespan{kTimeoutSeconds, 0});
    out->setKeepAliveTimeout(Poco::Timespan{kKeepAliveSeconds, 0});
    return out;
}

net::ServerSocket listen(std::uint16_t port) {
    try {
        net::ServerSocket socket;
        socket.bind(net::SocketAddress{"127.0.0.1", port}, true,
                    false);  // a second server is refused
        socket.listen();
        return socket;
    } catch (const Poco::Exception& failure) {
        throw PkiTestError{"cannot listen on port " + std::to_string(port) + ": " +
                           failure.displayText()};
    }
}

}  // namespace

struct HttpServer::State {
    State(const Hierarchy& hierarchy, std::uint16_t port)
        : mobile_id{hierarchy},
          threads{2, kThreads},
          socket{listen(port)},
          server{new Factory{hierarchy, mobile_id, counter}, threads, socket, parameters()} {
    }  // NOLINT: owned by the server

    Counter counter;
    MobileIdService mobile_id;
    Poco::ThreadPool threads;
    net::ServerSocket socket;
    net::HTTPServer server;
};

HttpServer::HttpServer(const Hierarchy& hierarchy, std::uint16_t port)
    : state_{std::make_unique<State>(hierarchy, port)} {
    state_->server.start();
}

HttpServer::~HttpServer() {
    stop();
}

std::uint16_t HttpServer::port() const {
    return state_->server.port();
}

std::string HttpServer::url() const {
    return "http://127.0.0.1:" + std::to_string(port());
}

std::map<std::string, std::uint64_t> HttpServer::counts() const {
    return state_->counter.all();
}

void HttpServer::stop() {
    state_->server.stopAll(false);  // stop() alone would go on serving kept-alive connections
    state_->socket.close();
}

}  // namespace mohur::pkitest
