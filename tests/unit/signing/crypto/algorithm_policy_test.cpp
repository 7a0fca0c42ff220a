// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/algorithm_policy.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

Time at(std::string_view text) {
    return parse_rfc3339(text).value();
}

AlgorithmPolicy policy(std::string_view text) {
    return AlgorithmPolicy::from_json(Json::parse(text).value()).value();
}

/// The SubjectPublicKeyInfo of the P-256 base point (SEC 2 clause 2.4.2): a key of a known length.
PublicKey p256_key() {
    return PublicKey::from_spki(
               from_hex(
                   "3059301306072a8648ce3d020106082a8648ce3d030107034200046b17d1f2e12c4247f8bce6e5"
                   "63a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce"
                   "33576b315ececbb6406837bf51f5")
                   .value())
        .value();
}

SignatureAlgorithm ecdsa(DigestAlgorithm digest) {
    return {SignatureScheme::ecdsa, digest, std::nullopt, std::nullopt};
}

struct Moment {
    const char* time;
    bool acceptable;
};

class EndDate : public ::testing::TestWithParam<Moment> {};

TEST_P(EndDate, IsTheFirstMomentAtWhichAnAlgorithmIsNoMoreAcceptable) {
    const auto table = policy(R"({"digests":{"sha-1":"2012-08-01T00:00:00Z"}})");
    EXPECT_EQ(table.judge(DigestAlgorithm::sha1).at(at(GetParam().time)), GetParam().acceptable);
}

INSTANTIATE_TEST_SUITE_P(AlgorithmPolicy, EndDate,
                         ::testing::Values(Moment{"2012-07-31T23:59:59Z", true},
                                           Moment{"2012-08-01T00:00:00Z", false},
                                           Moment{"2012-08-01T00:00:01Z", false}));

TEST(AlgorithmPolicy, NeverAcceptsWhatItDoesNotList) {
    const auto table = policy(R"({"digests":{"sha-256":null}})");
    EXPECT_FALSE(table.judge(DigestAlgorithm::md5).ever);
    EXPECT_FALSE(table.judge(ecdsa(DigestAlgorithm::sha256), p256_key()).ever);
    EXPECT_TRUE(table.judge(DigestAlgorithm::sha256).at(at("2999-01-01T00:00:00Z")));
}

TEST(AlgorithmPolicy, TakesTheEntryForTheKeyLength) {
    const auto table = policy(
        R"({"digests":{"sha-256":null},"signatures":{"ecdsa":[
            {"bits":384},{"bits":256,"until":"2030-01-01T00:00:00Z"},{"bits":257}]}})");
    const auto judged = table.judge(ecdsa(DigestAlgorithm::sha256), p256_key());
    EXPECT_TRUE(judged.ever);
    EXPECT_EQ(judged.until, at("2030-01-01T00:00:00Z"));
}

TEST(AlgorithmPolicy, RefusesAKeyShorterThanEveryEntry) {
    const auto table =
        policy(R"({"digests":{"sha-256":null},"signatures":{"ecdsa":[{"bits":384}]}})");
    EXPECT_FALSE(table.judge(ecdsa(DigestAlgorithm::sha256), p256_key()).ever);
}

TEST(AlgorithmPolicy, EndsWithWhicheverOfSchemeAndDigestEndsFirst) {
    const auto table = policy(
        R"({"digests":{"sha-1":"2012-08-01T00:00:00Z","sha-256":null},
            "signatures":{"ecdsa":[{"bits":256,"until":"2030-01-01T00:00:00Z"}]}})");
    EXPECT_EQ(table.judge(ecdsa(DigestAlgorithm::sha1), p256_key()).until,
              at("2012-08-01T00:00:00Z"));
    EXPECT_EQ(table.judge(ecdsa(DigestAlgorithm::sha256), p256_key()).until,
              at("2030-01-01T00:00:00Z"));
    EXPECT_FALSE(table.judge(ecdsa(DigestAlgorithm::sha512), p256_key()).ever);
}

class AlgorithmPolicyRefusal : public ::testing::TestWithParam<const char*> {};

TEST_P(AlgorithmPolicyRefusal, IsMalformed) {
    const auto parsed = AlgorithmPolicy::from_json(Json::parse(GetParam()).value());
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, ErrorCode::malformed);
}

INSTANTIATE_TEST_SUITE_P(AlgorithmPolicy, AlgorithmPolicyRefusal,
                         ::testing::Values(R"({"digests":{"sha-9":null}})",
                                           R"({"digests":{"sha-1":"soon"}})",
                                           R"({"signatures":{"rot13":[{"bits":1}]}})",
                                           R"({"signatures":{"dsa":[{"bits":1,"until":"x"}]}})"));

}  // namespace
}  // namespace mohur::signing
