// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/peer_answer.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using Outcome = PeerAnswer::Outcome;

HttpResponse problem(int status, const std::string& code,
                     const std::string& type = "application/problem+json; charset=utf-8") {
    return {status, type, to_bytes(as_bytes("{\"code\":\"" + code + "\"}"))};
}

struct Case {
    const char* name;
    HttpResponse response;
    PeerAnswer wanted;
};
class Answer : public ::testing::TestWithParam<Case> {};
TEST_P(Answer, IsReadAs) {
    const auto answer = peer_answer_from(GetParam().response);
    EXPECT_EQ(answer.outcome, GetParam().wanted.outcome);
    EXPECT_EQ(answer.reason, GetParam().wanted.reason);
}
INSTANTIATE_TEST_SUITE_P(
    PeerAnswer, Answer,
    ::testing::Values(
        Case{"Taken", {202, "application/json", {}}, {Outcome::delivered, ""}},
        Case{
            "RefusedForGood", problem(403, "sender-unknown"), {Outcome::refused, "sender-unknown"}},
        Case{"TooLarge", problem(413, "body-too-large"), {Outcome::refused, "body-too-large"}},
        Case{"Overloaded", problem(429, "too-many-requests"), {Outcome::unsent, "http-429"}},
        Case{"NotJudgedNow", problem(503, "seal-not-judged"), {Outcome::unsent, "http-503"}},
        Case{
            "CodeUnderAServerError", problem(500, "sender-unknown"), {Outcome::unsent, "http-500"}},
        Case{"AnothersProblem", problem(404, "page-not-found"), {Outcome::unsent, "http-404"}},
        Case{"AProxysPage",
             problem(403, "sender-unknown", "text/html"),
             {Outcome::unsent, "http-403"}},
        Case{"NoJson",
             {400, "application/problem+json", to_bytes(as_bytes("<html>"))},
             {Outcome::unsent, "http-400"}},
        Case{"Redirect", {301, "", {}}, {Outcome::unsent, "http-301"}}),
    [](const auto& test) { return std::string{test.param.name}; });

}  // namespace
}  // namespace mohur::server
