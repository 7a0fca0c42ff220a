// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/net/poco_http_fetcher.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <thread>

#include <Poco/Net/Context.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <unistd.h>

namespace mohur::server {
namespace {

/// Answers each connection on loopback with what `script` makes of the request's first line.
class ScriptedServer {
public:
    using Script = std::function<void(Poco::Net::StreamSocket&, const std::string& request)>;

    ScriptedServer(Poco::Net::ServerSocket socket, Script script)
        : socket_{std::move(socket)}, script_{std::move(script)}, thread_{[this] { serve(); }} {}
    explicit ScriptedServer(Script script)
        : ScriptedServer{Poco::Net::ServerSocket{Poco::Net::SocketAddress{"127.0.0.1", 0}},
                         std::move(script)} {}
    ~ScriptedServer() {
        stop_ = true;
        thread_.join();
    }

    [[nodiscard]] std::string url(const std::string& path) const {
        return "http://127.0.0.1:" + std::to_string(port()) + path;
    }
    [[nodiscard]] int port() const { return socket_.address().port(); }
    [[nodiscard]] int connections() const { return connections_; }

private:
    void serve() {
        while (!stop_) {
            if (!socket_.poll(Poco::Timespan{0, 20'000}, Poco::Net::Socket::SELECT_READ)) {
                continue;
            }
            try {
                auto peer = socket_.acceptConnection();
                ++connections_;
                std::string request(4096, '\0');
                const int got = peer.receiveBytes(request.data(), static_cast<int>(request.size()));
                request.resize(static_cast<std::size_t>(std::max(got, 0)));
                script_(peer, request);
            } catch (const Poco::Exception&) {  // the client went away, as some tests want
            }
        }
    }

    Poco::Net::ServerSocket socket_;
    Script script_;
    std::atomic<bool> stop_{false};
    std::atomic<int> connections_{0};
    std::thread thread_;
};

void say(Poco::Net::StreamSocket& peer, const std::string& text) {
    static_cast<void>(peer.sendBytes(text.data(), static_cast<int>(text.size())));
}

std::string ok(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

EgressPolicy loopback() {
    return {{}, true, parse_networks("127.0.0.0/8,::1").value()};
}

HttpRequest get(const std::string& url) {
    HttpRequest request;
    request.url = url;
    request.timeout = std::chrono::milliseconds{2000};
    return request;
}

TEST(PocoHttpFetcher, PostsABodyAndReadsTheAnswer) {
    std::string seen;
    const ScriptedServer server{[&](auto& peer, const auto& request) {
        seen = request;
        say(peer, ok("granted"));
    }};
    PocoHttpFetcher fetcher{loopback()};
    auto request = get(server.url("/tsa"));
    request.method = "POST";
    request.content_type = "application/timestamp-query";
    request.body = to_bytes(as_bytes("query"));
    const auto response = fetcher.fetch(request);
    ASSERT_TRUE(response) << response.error().reason << response.error().detail;
    EXPECT_EQ(as_text(response->body), "granted");
    EXPECT_TRUE(seen.starts_with("POST /tsa HTTP/1.1\r\n"));
    EXPECT_TRUE(seen.ends_with("\r\n\r\nquery"));
}

/// Reads until the peer has sent `wanted` octets in all.
std::string rest_of(Poco::Net::StreamSocket& peer, std::string seen, std::size_t wanted) {
    while (seen.size() < wanted) {
        std::array<char, 65'536> piece{};
        const int got = peer.receiveBytes(piece.data(), static_cast<int>(piece.size()));
        if (got <= 0) {
            break;
        }
        seen.append(piece.data(), static_cast<std::size_t>(got));
    }
    return seen;
}

TEST(PocoHttpFetcher, SendsAnUploadThatNeedNotBeInMemory) {
    constexpr std::size_t kSize = 3'000'000;
    std::string body;
    const ScriptedServer server{[&](auto& peer, const auto& request) {
        const auto head = request.find("\r\n\r\n") + 4;
        body = rest_of(peer, request, head + kSize).substr(head);
        say(peer, ok("taken"));
    }};
    PocoHttpFetcher fetcher{loopback()};
    auto request = get(server.url("/exchange"));
    request.method = "POST";
    request.content_type = "application/zip";
    request.timeout = std::chrono::seconds{20};
    request.upload = std::make_shared<MemorySource>(Bytes(kSize, 'm'));
    const auto response = fetcher.fetch(request);
    ASSERT_TRUE(response) << response.error().reason << response.error().detail;
    EXPECT_EQ(body, std::string(kSize, 'm'));
}

TEST(PocoHttpFetcher, HearsAServerThatRefusesBeforeTheWholeUpload) {
    const ScriptedServer server{[](auto& peer, const auto&) {
        say(peer, "HTTP/1.1 413 Too large\r\nContent-Length: 0\r\n\r\n");
        static_cast<void>(rest_of(peer, "", 2'000'000));
    }};
    PocoHttpFetcher fetcher{loopback()};
    auto request = get(server.url("/exchange"));
    request.method = "POST";
    request.timeout = std::chrono::seconds{20};
    request.upload = std::make_shared<MemorySource>(Bytes(2'000'000, 'm'));
    const auto response = fetcher.fetch(request);
    ASSERT_TRUE(response) << response.error().reason << response.error().detail;
    EXPECT_EQ(response->status, 413);
}

TEST(PocoHttpFetcher, RefusesLoopbackUnlessConfigured) {
    const ScriptedServer server{[](auto& peer, const auto&) { say(peer, ok("secret")); }};
    PocoHttpFetcher fetcher{EgressPolicy{{}, true, {}}};
    EXPECT_EQ(fetcher.fetch(get(server.url("/"))).error().reason, "address-not-allowed");
    EXPECT_EQ(
        fetcher.fetch(get("http://localhost:" + std::to_string(server.port()))).error().reason,
        "address-not-allowed");
    EXPECT_EQ(server.connections(), 0);
}

TEST(PocoHttpFetcher, RefusesHostsThatAreNotListed) {
    auto policy = loopback();
    policy.any_host = false;
    policy.hosts = {{"ocsp.example.az", std::nullopt}};
    PocoHttpFetcher fetcher{policy};
    EXPECT_EQ(fetcher.fetch(get("http://127.0.0.1:1/")).error().reason, "host-not-allowed");
}

TEST(PocoHttpFetcher, HoldsAListedHostToItsPort) {
    const ScriptedServer server{[](auto& peer, const auto&) { say(peer, ok("here")); }};
    auto policy = loopback();
    policy.any_host = false;
    policy.hosts = {{"127.0.0.1", static_cast<std::uint16_t>(server.port() + 1)}};
    EXPECT_EQ(PocoHttpFetcher{policy}.fetch(get(server.url("/"))).error().reason,
              "host-not-allowed");
    EXPECT_EQ(server.connections(), 0);
    policy.hosts = {{"127.0.0.1", static_cast<std::uint16_t>(server.port())}};
    EXPECT_TRUE(PocoHttpFetcher{policy}.fetch(get(server.url("/"))));
}

TEST(PocoHttpFetcher, AListedNameStillNeedsAnAddressThatIsAllowed) {
    const ScriptedServer server{[](auto& peer, const auto&) { say(peer, ok("secret")); }};
    const EgressPolicy policy{
        {{"localhost", static_cast<std::uint16_t>(server.port())}}, false, {}};
    EXPECT_EQ(PocoHttpFetcher{policy}
                  .fetch(get("http://localhost:" + std::to_string(server.port())))
                  .error()
                  .reason,
              "address-not-allowed");
    EXPECT_EQ(server.connections(), 0);
}

TEST(PocoHttpFetcher, ConnectsToTheAddressThatWasChecked) {
    // localhost may also be ::1, where nobody listens: the server at 127.0.0.1 must not be reached.
    const ScriptedServer server{[](auto& peer, const auto&) { say(peer, ok("secret")); }};
    PocoHttpFetcher fetcher{EgressPolicy{{}, true, parse_networks("::1").value()}};
    EXPECT_FALSE(fetcher.fetch(get("http://localhost:" + std::to_string(server.port()))));
    EXPECT_EQ(server.connections(), 0);
}

TEST(PocoHttpFetcher, RefusesOtherSchemes) {
    PocoHttpFetcher fetcher{loopback()};
    EXPECT_EQ(fetcher.fetch(get("file:///etc/passwd")).error().reason, "url-not-allowed");
}

TEST(PocoHttpFetcher, FollowsARedirectOnTheSameHost) {
    const ScriptedServer server{[](auto& peer, const auto& request) {
        say(peer, request.starts_with("GET /old ")
                      ? "HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"
                      : ok("new"));
    }};
    PocoHttpFetcher fetcher{loopback()};
    EXPECT_EQ(as_text(fetcher.fetch(get(server.url("/old"))).value().body), "new");
}

TEST(PocoHttpFetcher, RefusesARedirectToAnotherHost) {
    const ScriptedServer other{[](auto& peer, const auto&) { say(peer, ok("internal")); }};
    const ScriptedServer server{[&](auto& peer, const auto&) {
        say(peer,
            "HTTP/1.1 302 Found\r\nLocation: " + other.url("/") + "\r\nContent-Length: 0\r\n\r\n");
    }};
    PocoHttpFetcher fetcher{loopback()};
    EXPECT_EQ(fetcher.fetch(get(server.url("/"))).error().reason, "redirect-not-allowed");
    EXPECT_EQ(other.connections(), 0);
}

TEST(PocoHttpFetcher, EndsARedirectLoop) {
    const ScriptedServer server{[](auto& peer, const auto&) {
        say(peer, "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
    }};
    PocoHttpFetcher fetcher{loopback()};
    EXPECT_EQ(fetcher.fetch(get(server.url("/"))).error().reason, "response-invalid");
    EXPECT_EQ(server.connections(), 4);
}

TEST(PocoHttpFetcher, BoundsTheAnswer) {
    const ScriptedServer server{[](auto& peer, const auto&) {
        say(peer, "HTTP/1.1 200 OK\r\n\r\n" + std::string(2000, 'x'));
    }};
    PocoHttpFetcher fetcher{loopback()};
    auto request = get(server.url("/"));
    request.max_response_bytes = 1000;
    EXPECT_EQ(fetcher.fetch(request).error().reason, "response-too-large");
}

// Each octet comes well within a socket's own time-out; the whole does not.
TEST(PocoHttpFetcher, HoldsTheTimeOverASlowDrip) {
    std::atomic<bool> over{false};
    const ScriptedServer server{[&](auto& peer, const auto&) {
        while (!over) {
            say(peer, "H");
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
    }};
    PocoHttpFetcher fetcher{loopback()};
    auto request = get(server.url("/"));
    request.timeout = std::chrono::milliseconds{300};
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(fetcher.fetch(request).error().reason, "fetch-timeout");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{2});
    over = true;
}

TEST(PocoHttpFetcher, TellsThatNobodyListens) {
    int port = 0;
    {
        const Poco::Net::ServerSocket free{Poco::Net::SocketAddress{"127.0.0.1", 0}};
        port = free.address().port();
    }
    PocoHttpFetcher fetcher{loopback()};
    EXPECT_EQ(fetcher.fetch(get("http://127.0.0.1:" + std::to_string(port) + "/")).error().reason,
              "connection-failed");
}

TEST(PocoHttpFetcher, TellsThatAHostIsUnknown) {
    PocoHttpFetcher fetcher{loopback()};
    EXPECT_EQ(fetcher.fetch(get("http://no-such-host.invalid/")).error().reason, "host-unknown");
}

/// A certificate for "localhost" by the openssl program.
class HttpsServer : public ::testing::Test {
protected:
    void SetUp() override {
        folder =
            std::filesystem::temp_directory_path() / ("mohur-tls-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder);
        const auto command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
            "/CN=localhost"
            " -addext subjectAltName=DNS:localhost -keyout " +
            key() + " -out " + certificate() + " 2>/dev/null";
        ASSERT_EQ(std::system(command.c_str()), 0);
        const Poco::Net::Context::Ptr context{
            new Poco::Net::Context{Poco::Net::Context::TLS_SERVER_USE, key(), certificate(), "",
                                   Poco::Net::Context::VERIFY_NONE}};
        server.emplace(
            Poco::Net::SecureServerSocket{Poco::Net::SocketAddress{"127.0.0.1", 0}, 8, context},
            [](auto& peer, const auto&) { say(peer, ok("secure")); });
    }
    void TearDown() override {
        server.reset();
        std::filesystem::remove_all(folder);
    }
    [[nodiscard]] std::string key() const { return folder / "key.pem"; }
    [[nodiscard]] std::string certificate() const { return folder / "certificate.pem"; }
    [[nodiscard]] HttpRequest to(const std::string& host) const {
        return get("https://" + host + ":" + std::to_string(server->port()) + "/");
    }

    std::filesystem::path folder;
    std::optional<ScriptedServer> server;
};

TEST_F(HttpsServer, IsReadWhenItsIssuerIsTrusted) {
    PocoHttpFetcher fetcher{loopback(), certificate()};
    const auto response = fetcher.fetch(to("localhost"));
    ASSERT_TRUE(response) << response.error().reason << " " << response.error().detail;
    EXPECT_EQ(as_text(response->body), "secure");
}

TEST_F(HttpsServer, IsRefusedWhenItsIssuerIsUnknown) {
    PocoHttpFetcher fetcher{loopback()};
    EXPECT_EQ(fetcher.fetch(to("localhost")).error().reason, "tls-failed");
}

TEST_F(HttpsServer, IsRefusedUnderAnotherName) {
    PocoHttpFetcher fetcher{loopback(), certificate()};
    EXPECT_EQ(fetcher.fetch(to("127.0.0.1")).error().reason, "tls-failed");
}

}  // namespace
}  // namespace mohur::server
