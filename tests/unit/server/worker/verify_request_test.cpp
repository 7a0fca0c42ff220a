// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/worker/verify_task.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

VerifyRequest full_request() {
    VerifyRequest request;
    request.contents = {{"letter.pdf", 1, {}},
                        {"", std::nullopt, {Digest{DigestAlgorithm::sha512, Bytes(64, 3)}}}};
    request.evidence_records = {2};
    request.trust = {{"root.pem", {1, 2, 3}, false}, {"other.pem", {}, true}};
    request.certificates = {{9, 8}};
    request.trust_unsigned_list = true;
    request.policy = R"({"name":"x","extends":"strict"})";
    request.at = parse_rfc3339("2026-11-21T14:32:00Z").value();
    request.offline = true;
    request.material = 3;
    return request;
}

TEST(VerifyRequest, SurvivesTheWayToTheWorker) {
    const auto json = Json::parse(to_json(full_request()).dump()).value();
    EXPECT_EQ(verify_request_from(json).value(), full_request());
    EXPECT_EQ(verify_request_from(to_json(VerifyRequest{})).value(), VerifyRequest{});
}

class NotARequest : public ::testing::TestWithParam<const char*> {};

TEST_P(NotARequest, IsMalformed) {
    const auto request = verify_request_from(Json::parse(GetParam()).value());
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error().code, ErrorCode::malformed);
}

INSTANTIATE_TEST_SUITE_P(
    VerifyRequest, NotARequest,
    ::testing::Values(R"({"contents":[{"name":"a","input":-1}]})",
                      R"({"contents":[{"name":"a","digests":[{"algorithm":"md6","value":""}]}]})",
                      R"({"evidence_records":["x"]})", R"({"trust":[{"octets":"?"}]})",
                      R"({"certificates":["?"]})", R"({"at":"yesterday"})", R"({"material":-1})"));

}  // namespace
}  // namespace mohur::server
