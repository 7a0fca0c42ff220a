// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/net/http_message.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

/// Feeds `text` octet by octet, the hardest way to cut it, then closes.
Result<HttpResponse> read(std::string_view text, std::uint64_t limit = 100) {
    ResponseReader reader{limit};
    for (const char c : text) {
        MOHUR_TRY(const bool complete, reader.feed(as_bytes({&c, 1})));
        if (complete) {
            return reader.take();
        }
    }
    MOHUR_TRY_VOID(reader.finish());
    return reader.take();
}

std::string body(std::string_view text, std::uint64_t limit = 100) {
    const auto response = read(text, limit);
    return response ? std::string{as_text(response->body)} : "error: " + response.error().reason;
}

TEST(ResponseReader, ReadsABodyOfDeclaredLength) {
    const auto response = read(
        "HTTP/1.1 404 Not Found\r\nContent-Type:  text/plain \r\ncontent-length: 3\r\n\r\nabcdef");
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 404);
    EXPECT_EQ(response->content_type, "text/plain");
    EXPECT_EQ(as_text(response->body), "abc");
}

TEST(ResponseReader, ReadsChunks) {
    EXPECT_EQ(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                   "chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: 1\r\n\r\n"),
              "abcde");
}

TEST(ResponseReader, ReadsUntilThePeerCloses) {
    EXPECT_EQ(body("HTTP/1.0 200 OK\r\n\r\nabc"), "abc");
}

TEST(ResponseReader, SkipsInterimResponses) {
    EXPECT_EQ(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
              "x");
}

TEST(ResponseReader, ReadsAnEmptyBody) {
    EXPECT_EQ(body("HTTP/1.1 204 No Content\r\n\r\n"), "");
    EXPECT_EQ(body("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), "");
}

TEST(ResponseReader, BoundsTheBody) {
    EXPECT_EQ(body("HTTP/1.1 200 OK\r\n\r\nabcd", 4), "abcd");
    EXPECT_EQ(body("HTTP/1.1 200 OK\r\n\r\nabcde", 4), "error: response-too-large");
    EXPECT_EQ(body("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 4), "error: response-too-large");
    EXPECT_EQ(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n", 4),
              "error: response-too-large");
    EXPECT_EQ(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 4),
              "error: response-too-large");
}

TEST(ResponseReader, BoundsTheHead) {
    EXPECT_EQ(body("HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x')),
              "error: response-too-large");
}

class BadResponse : public ::testing::TestWithParam<const char*> {};
TEST_P(BadResponse, IsNoAnswer) {
    EXPECT_EQ(body(GetParam()), "error: response-invalid");
}
INSTANTIATE_TEST_SUITE_P(
    ResponseReader, BadResponse,
    ::testing::Values(
        "", "HTTP/1.1 200 OK\r\n", "FTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na",
        "HTTP/1.1 200 OK\r\nnofield\r\n\r\n"));

TEST(Url, ReadsItsParts) {
    const auto url = Url::parse("HTTP://Ocsp.example:8080/a/b?c=d#frag").value();
    EXPECT_EQ(url.host, "Ocsp.example");
    EXPECT_EQ(url.port, 8080);
    EXPECT_EQ(url.target, "/a/b?c=d");
    EXPECT_FALSE(url.secure);
    EXPECT_EQ(url.authority(), "Ocsp.example:8080");
    const auto v6 = Url::parse("https://[::1]?q").value();
    EXPECT_EQ(v6.host, "::1");
    EXPECT_EQ(v6.port, 443);
    EXPECT_EQ(v6.target, "/?q");
    EXPECT_EQ(v6.authority(), "[::1]");
}

class BadUrl : public ::testing::TestWithParam<const char*> {};
TEST_P(BadUrl, IsDenied) {
    EXPECT_EQ(Url::parse(GetParam()).error().reason, "url-not-allowed");
}
INSTANTIATE_TEST_SUITE_P(Url, BadUrl,
                         ::testing::Values("", "example.az", "ldap://ca.az/", "file:///etc/passwd",
                                           "ftp://x/", "http://", "http:///x", "http://user@host/",
                                           "http://a:b@host/", "http://host:0/",
                                           "http://host:65536/", "http://host:/", "http://ho st/",
                                           "http://host/\r\nX: y", "http://a\\b/", "http://[::1/",
                                           "http://[::1]x/", "http://a:b:80/", "http://\xc3\xb6/"));

TEST(Url, ResolvesRedirects) {
    const auto url = Url::parse("http://host:81/a").value();
    EXPECT_EQ(url.resolve("/b").value().target, "/b");
    EXPECT_EQ(url.resolve("/b").value().port, 81);
    EXPECT_EQ(url.resolve("https://other/").value().host, "other");
    EXPECT_FALSE(url.resolve("//other/"));
    EXPECT_FALSE(url.resolve("b"));
}

TEST(Serialise, WritesOnlyWhatTheRequestHas) {
    HttpRequest request{"POST", "", "application/ocsp-request", "application/ocsp-response",
                        to_bytes(as_bytes("xyz"))};
    EXPECT_EQ(serialise(request, Url::parse("http://h/p").value()),
              "POST /p HTTP/1.1\r\nHost: h\r\nUser-Agent: mohur\r\nConnection: close\r\nAccept: "
              "application/ocsp-response\r\n"
              "Content-Type: application/ocsp-request\r\nContent-Length: 3\r\n\r\nxyz");
}

TEST(Serialise, LeavesAnUploadToTheSender) {
    HttpRequest request{"POST", "", "application/zip", "", {}};
    request.upload = std::make_shared<MemorySource>(Bytes(9, 1));
    const auto head = serialise(request, Url::parse("http://h/p").value());
    EXPECT_TRUE(head.ends_with("Content-Length: 9\r\n\r\n")) << head;
}

}  // namespace
}  // namespace mohur::server
