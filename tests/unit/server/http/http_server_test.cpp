// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/http_server.h"

#include <gtest/gtest.h>

#include <istream>
#include <thread>

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>

namespace mohur::server {
namespace {

Response echo(RequestHead head, std::unique_ptr<BodyStream> body) {
    auto request = Request::create(std::move(head), std::move(body));
    if (!request) {
        return Response::text(request.error().reason, 400);
    }
    if (request->path() == "/events") {
        auto count = std::make_shared<int>(0);
        return Response::event_stream([count]() -> std::optional<std::string> {
            return ++*count > 3 ? std::nullopt
                                : std::optional{"data: " + std::to_string(*count) + "\n\n"};
        });
    }
    if (request->path() == "/slow") {
        std::this_thread::sleep_for(std::chrono::milliseconds{300});
    }
    auto text = request->text_body(1'000'000);
    return text ? Response::text(request->path() + "|" + *text)
                : Response::text(text.error().reason, 413);
}

HttpServer start(ListenSettings settings = {}) {
    settings.port = 0;
    settings.threads = 8;
    auto server = HttpServer::listen(settings, echo);
    server->start();
    return std::move(server).value();
}

std::pair<int, std::string> ask(std::uint16_t port, const std::string& method,
                                const std::string& target, const std::string& body = {}) {
    Poco::Net::HTTPClientSession session{"127.0.0.1", port};
    Poco::Net::HTTPRequest request{method, target, "HTTP/1.1"};
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    std::string text;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), text);
    return {static_cast<int>(response.getStatus()), text};
}

TEST(HttpServer, AnswersWithStatusAndBody) {
    const auto server = start();
    EXPECT_EQ(ask(server.port(), "POST", "/a%20b", "xyz"), std::pair(200, std::string{"/a b|xyz"}));
    EXPECT_EQ(ask(server.port(), "GET", "/x").second, "/x|");
    EXPECT_EQ(ask(server.port(), "HEAD", "/x"), std::pair(200, std::string{}));
}

TEST(HttpServer, SendsEventsAsTheyComeAndEndsWithThem) {
    const auto server = start();
    EXPECT_EQ(ask(server.port(), "GET", "/events"),
              std::pair(200, std::string{"data: 1\n\ndata: 2\n\ndata: 3\n\n"}));
    EXPECT_EQ(ask(server.port(), "HEAD", "/events"), std::pair(200, std::string{}));
}

TEST(HttpServer, RefusesABodyOverTheLimit) {
    const auto server = start();
    EXPECT_EQ(ask(server.port(), "POST", "/x", std::string(1'000'001, 'x')).first, 413);
}

TEST(HttpServer, FinishesRequestsInFlightWhenStopped) {
    auto server = start();
    std::pair<int, std::string> answer;
    std::thread client{[&] { answer = ask(server.port(), "GET", "/slow"); }};
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    server.stop();
    client.join();
    EXPECT_EQ(answer, std::pair(200, std::string{"/slow|"}));
}

TEST(HttpServer, DropsAClientThatSendsHalfAHeader) {
    ListenSettings settings;
    settings.receive_timeout = std::chrono::seconds{1};
    const auto server = start(settings);
    Poco::Net::StreamSocket half{Poco::Net::SocketAddress{"127.0.0.1", server.port()}};
    half.sendBytes("GET / HT", 8);
    EXPECT_EQ(ask(server.port(), "GET", "/x").first, 200);
    half.setReceiveTimeout(Poco::Timespan{5, 0});
    char byte = 0;
    EXPECT_EQ(half.receiveBytes(&byte, 1), 0);
}

TEST(HttpServer, SaysThatAPortIsTaken) {
    const auto first = start();
    ListenSettings settings;
    settings.port = first.port();
    const auto second = HttpServer::listen(settings, echo);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().reason, "port-in-use");
}

}  // namespace
}  // namespace mohur::server
