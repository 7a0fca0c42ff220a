// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/dispatcher.h"

#include <gtest/gtest.h>

#include <sstream>

namespace mohur::server {
namespace {

class DispatcherTest : public ::testing::Test {
protected:
    DispatcherTest() {
        router_.add(Method::get, "/api/v1/fine/{id}", [](Request& r) -> Result<Response> {
            return Response::text(r.parameter("id"));
        });
        router_.add(Method::get, "/api/v1/missing", [](Request&) -> Result<Response> {
            return Error::not_found("not-found", "row 7");
        });
        router_.add(Method::post, "/api/v1/fields", [](Request&) -> Result<Response> {
            return Error::malformed("field-invalid", "field:due");
        });
    }

    Response ask(std::string method, std::string target,
                 std::vector<std::pair<std::string, std::string>> headers = {}) {
        return dispatcher_.handle(
            {std::move(method), std::move(target), "192.0.2.1", std::move(headers)},
            std::make_unique<EmptyBody>());
    }

    FixedClock clock_{*parse_rfc3339("2026-11-21T14:32:00Z")};
    SystemRandom random_;
    std::ostringstream lines_;
    Log log_{lines_, clock_};
    Catalogue catalogue_{*Catalogue::built_in()};
    Router router_;
    Dispatcher dispatcher_{router_, catalogue_, log_,
                           clock_,  random_,    {20, std::chrono::seconds{60}}};
};

TEST_F(DispatcherTest, AnswersWithSecurityHeaders) {
    const auto response = ask("GET", "/api/v1/fine/a%20b");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "a b");
    EXPECT_NE(response.header("Content-Security-Policy").find("default-src 'none'"),
              std::string::npos);
    EXPECT_EQ(response.header("Content-Security-Policy").find("unsafe"), std::string::npos);
    EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.header("Cache-Control"), "no-store");
}

TEST_F(DispatcherTest, ExplainsAnErrorInTheUsersLanguageAndKeepsTheDetail) {
    const auto az = ask("GET", "/api/v1/missing");
    EXPECT_EQ(az.status, 404);
    EXPECT_EQ(az.header("Content-Type"), "application/problem+json; charset=utf-8");
    const auto body = *Json::parse(az.body);
    EXPECT_EQ(body["code"].as_string(), "not-found");
    EXPECT_EQ(body["title"].as_string(), catalogue_.text(Language::az, "not-found"));
    EXPECT_EQ(az.body.find("row 7"), std::string::npos);
    EXPECT_NE(lines_.str().find("row 7"), std::string::npos);
    EXPECT_NE(lines_.str().find(body["trace_id"].as_string()), std::string::npos);
    const auto en =
        *Json::parse(ask("GET", "/api/v1/missing", {{"Accept-Language", "en-GB"}}).body);
    EXPECT_EQ(en["title"].as_string(), catalogue_.text(Language::en, "not-found"));
}

TEST_F(DispatcherTest, NamesTheFieldThatIsWrong) {
    const auto body = *Json::parse(ask("POST", "/api/v1/fields").body);
    EXPECT_EQ(body["field"].as_string(), "due");
    EXPECT_EQ(body["status"].as_integer(), 400);
}

TEST_F(DispatcherTest, SaysWhichMethodsAPathHas) {
    const auto response = ask("DELETE", "/api/v1/missing");
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(response.header("Allow"), "GET");
    EXPECT_EQ(ask("GET", "/nothing").status, 404);
    EXPECT_EQ(ask("GET", "/%FF").status, 400);
}

TEST_F(DispatcherTest, HoldsOffAFlood) {
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(ask("GET", "/api/v1/fine/1").status, 200);
    }
    const auto response = ask("GET", "/api/v1/fine/1");
    EXPECT_EQ(response.status, 429);
    EXPECT_EQ(response.header("Retry-After"), "3");
}

TEST_F(DispatcherTest, LogsTheRouteAndNeverThePath) {
    static_cast<void>(ask("GET", "/api/v1/fine/7XK9M2P"));
    EXPECT_NE(lines_.str().find("/api/v1/fine/{id}"), std::string::npos);
    EXPECT_EQ(lines_.str().find("7XK9M2P"), std::string::npos);
}

}  // namespace
}  // namespace mohur::server
