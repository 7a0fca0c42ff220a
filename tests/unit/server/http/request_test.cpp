// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/request.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace mohur::server {
namespace {

/// Gives a text out in pieces of seven octets.
class TextBody final : public BodyStream {
public:
    explicit TextBody(std::string text) : rest_{std::move(text)} {}
    Result<std::size_t> read(std::span<std::uint8_t> out) override {
        const auto count = std::min({out.size(), rest_.size(), std::size_t{7}});
        std::copy_n(rest_.begin(), count, out.begin());
        rest_.erase(0, count);
        return count;
    }

private:
    std::string rest_;
};

Request request(std::string target, std::string body = {},
                std::vector<std::pair<std::string, std::string>> headers = {}) {
    auto made = Request::create({"POST", std::move(target), "127.0.0.1", std::move(headers)},
                                std::make_unique<TextBody>(std::move(body)));
    return std::move(made).value();
}

TEST(Request, DecodesPathAndQuery) {
    const auto r = request("/s%C9%99n%C9%99d/a%20b?q=%C4%B1+x&empty=&flag");
    EXPECT_EQ(r.path(), "/sənəd/a b");
    EXPECT_EQ(r.query("q"), "ı x");
    EXPECT_EQ(r.query("empty"), "");
    EXPECT_EQ(r.query("flag"), "");
    EXPECT_EQ(r.query("other"), std::nullopt);
}

TEST(Request, RefusesWhatDoesNotDecode) {
    for (const auto* target :
         {"", "http://host/", "*", "/%zz", "/%0", "/%00", "/%FF", "/?a=%C0%AF"}) {
        EXPECT_FALSE(Request::create({"GET", target, "", {}}, std::make_unique<EmptyBody>()))
            << target;
    }
    const auto other = Request::create({"TRACE", "/", "", {}}, std::make_unique<EmptyBody>());
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().reason, "method-not-allowed");
}

TEST(Request, FindsHeadersAndCookies) {
    const auto r = request("/", "", {{"cookie", "a=1; session=x=y;b=2"}, {"X-One", "v"}});
    EXPECT_EQ(r.header("COOKIE").value().substr(0, 3), "a=1");
    EXPECT_EQ(r.cookie("session"), "x=y");
    EXPECT_EQ(r.cookie("b"), "2");
    EXPECT_EQ(r.cookie("sess"), std::nullopt);
}

TEST(Request, BoundsItsBody) {
    auto fits = request("/", std::string(100, 'x'));
    EXPECT_EQ(fits.text_body(100)->size(), 100U);
    auto larger = request("/", std::string(101, 'x'));
    const auto refused = larger.text_body(100);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::too_large);
    EXPECT_EQ(refused.error().reason, "body-too-large");
}

TEST(Request, TakesJsonOnlyByItsMediaType) {
    auto good = request("/", R"({"a":1})", {{"Content-Type", "application/json; charset=utf-8"}});
    EXPECT_EQ((*good.json_body(100))["a"].as_integer(), 1);
    auto form = request("/", R"({"a":1})", {{"Content-Type", "text/plain"}});
    EXPECT_EQ(form.json_body(100).error().reason, "media-type");
}

TEST(Request, SpoolsWithoutLeavingAName) {
    const auto folder = std::filesystem::temp_directory_path() / "mohur-spool-test";
    std::filesystem::create_directories(folder);
    auto r = request("/", "signed bytes");
    const auto file = r.spooled_body(folder, 100);
    ASSERT_TRUE(file);
    EXPECT_EQ(as_text(*(*file)->read_all(100)), "signed bytes");
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

}  // namespace
}  // namespace mohur::server
