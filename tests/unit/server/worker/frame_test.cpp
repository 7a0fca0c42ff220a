// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/frame.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mohur::server {
namespace {

Deadline soon() {
    return std::chrono::steady_clock::now() + std::chrono::seconds{5};
}

struct Pair {
    Pair() {
        int both[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both) == 0) {
            a = Descriptor{both[0]};
            b = Descriptor{both[1]};
        }
    }
    Descriptor a;
    Descriptor b;
};

TEST(Frame, CarriesBodyAndDescriptors) {
    Pair pair;
    const Descriptor file{::memfd_create("x", MFD_CLOEXEC)};
    ASSERT_TRUE(send_frame(pair.a.get(), Frame::Kind::task, Json::object({{"x", 1}}), soon(),
                           {file.get(), file.get()}));
    const auto frame = receive_frame(pair.b.get(), soon());
    ASSERT_TRUE(frame) << frame.error().reason;
    EXPECT_EQ(frame->kind, Frame::Kind::task);
    EXPECT_EQ(frame->body["x"].as_integer(), 1);
    ASSERT_EQ(frame->descriptors.size(), 2U);
    EXPECT_EQ(::fcntl(frame->descriptors[0].get(), F_GETFD), FD_CLOEXEC);
}

TEST(Frame, CarriesABodyLargerThanTheSocketsBuffer) {
    Pair pair;
    const std::string large(3U << 20U, 'x');
    std::thread sender{
        [&] { EXPECT_TRUE(send_frame(pair.a.get(), Frame::Kind::answer, Json{large}, soon())); }};
    const auto frame = receive_frame(pair.b.get(), soon());
    sender.join();
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->body.as_string(), large);
}

TEST(Frame, EndsAtTheDeadline) {
    Pair pair;
    const auto frame = receive_frame(
        pair.b.get(), std::chrono::steady_clock::now() + std::chrono::milliseconds{20});
    EXPECT_EQ(frame.error().reason, "worker-timeout");
}

TEST(Frame, SeesThatThePeerIsGone) {
    Pair pair;
    pair.a = Descriptor{};
    EXPECT_EQ(receive_frame(pair.b.get(), soon()).error().reason, "worker-gone");
    EXPECT_EQ(send_frame(pair.b.get(), Frame::Kind::task, Json{}, soon()).error().reason,
              "worker-gone");
}

std::string refusal(std::string_view octets) {
    Pair pair;
    EXPECT_EQ(::write(pair.a.get(), octets.data(), octets.size()),
              static_cast<ssize_t>(octets.size()));
    return receive_frame(pair.b.get(), soon()).error().detail;
}

TEST(Frame, RefusesWhatIsNoFrame) {
    using namespace std::string_view_literals;
    EXPECT_EQ(refusal("\x02\x00\x00\x00\x05{}"sv), "kind");
    EXPECT_EQ(refusal("\x02\x00\x00\x00\x00{}"sv), "kind");
    Pair pair;
    ASSERT_EQ(::write(pair.a.get(), "\xff\xff\xff\xff\x01", 5), 5);
    EXPECT_EQ(receive_frame(pair.b.get(), soon()).error().code, ErrorCode::too_large);
}

TEST(Frame, RefusesABodyThatIsNoJson) {
    Pair pair;
    ASSERT_EQ(::write(pair.a.get(), "\x01\x00\x00\x00\x02{", 6), 6);
    EXPECT_EQ(receive_frame(pair.b.get(), soon()).error().reason, "worker-frame");
}

TEST(WorkerMessages, KeepRequestsResponsesAndErrors) {
    HttpRequest request{"POST", "http://tsa.example/", "application/timestamp-query", "*/*",
                        Bytes{0, 1, 255}};
    request.max_response_bytes = 77;
    const auto same = http_request_from(to_json(request));
    ASSERT_TRUE(same);
    EXPECT_EQ(same->body, request.body);
    EXPECT_EQ(same->max_response_bytes, 77U);
    EXPECT_EQ(same->timeout, request.timeout);
    const auto response =
        http_response_from(to_json(HttpResponse{404, "text/html", Bytes{0, 255}}));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 404);
    EXPECT_EQ(response->body, (Bytes{0, 255}));
    EXPECT_EQ(error_from(to_json(Error::conflict("a", "b"))), Error::conflict("a", "b"));
    EXPECT_EQ(error_from(Json::object({{"code", "nonsense"}})).code, ErrorCode::integrity);
}

TEST(WorkerMessages, RefuseARequestThatWouldSmuggleAHeader) {
    HttpRequest request{"GET", "http://tsa.example/", "", "text/plain\r\nX: y", {}};
    EXPECT_FALSE(http_request_from(to_json(request)));
    request = {"DELETE", "http://tsa.example/", "", "", {}};
    EXPECT_FALSE(http_request_from(to_json(request)));
}

}  // namespace
}  // namespace mohur::server
