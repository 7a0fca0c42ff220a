// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/policy.h"

#include "signing/validation/rules/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>

namespace mohur::signing {
namespace {

using namespace std::chrono_literals;

class BuiltInPolicy : public ::testing::TestWithParam<const char*> {};

TEST_P(BuiltInPolicy, HasALevelForEveryRule) {
    const auto policy = ValidationPolicy::named(GetParam());
    ASSERT_TRUE(policy) << policy.error().detail;
    EXPECT_EQ(policy->name(), GetParam());
    for (const Rule* rule : all_rules()) {
        static_cast<void>(policy->level(rule->code));  // ends the process when there is none
    }
}

INSTANTIATE_TEST_SUITE_P(ValidationPolicy, BuiltInPolicy,
                         ::testing::Values("strict", "dss-like", "archive"));

TEST(ValidationPolicy, StrictFailsEverythingButARefusedAnswer) {
    for (const Rule* rule : all_rules()) {
        const auto expected = rule->code == "revocation-untrusted" ? Level::warn : Level::fail;
        EXPECT_EQ(ValidationPolicy::strict().level(rule->code), expected) << rule->code;
    }
}

// What no policy may soften: these rules stand for a signature that is not what it seems.
TEST(ValidationPolicy, DssLikeNeverSoftensIntegrity) {
    const auto policy = ValidationPolicy::named("dss-like").value();
    for (const auto* code :
         {"hash-mismatch", "signature-value-invalid", "binding-ambiguous", "signed-data-not-found",
          "not-intact", "no-trusted-chain", "certificate-revoked", "unsupported-format",
          "pdf-modifications-not-judged", "timestamp-imprint-mismatch"}) {
        EXPECT_EQ(policy.level(code), Level::fail) << code;
    }
}

TEST(ValidationPolicy, LetsAFileStateOnlyWhatDiffers) {
    const auto policy = ValidationPolicy::from_json(
        R"({"name":"house","extends":"strict","revocation_age_seconds":60,
            "constraints":{"signer-key-usage":"warn"}})");
    ASSERT_TRUE(policy) << policy.error().detail;
    EXPECT_EQ(policy->name(), "house");
    EXPECT_EQ(policy->level("signer-key-usage"), Level::warn);
    EXPECT_EQ(policy->level("issuer-not-ca"), Level::fail);
    EXPECT_EQ(policy->revocation_age(), 60s);
    EXPECT_EQ(policy->clock_skew(), 60s);
    EXPECT_TRUE(policy->algorithms().judge(DigestAlgorithm::sha256).ever);
}

class PolicyRefusal : public ::testing::TestWithParam<const char*> {};

TEST_P(PolicyRefusal, IsMalformed) {
    const auto policy = ValidationPolicy::from_json(GetParam());
    ASSERT_FALSE(policy);
    EXPECT_EQ(policy.error().code, ErrorCode::malformed);
}

INSTANTIATE_TEST_SUITE_P(
    ValidationPolicy, PolicyRefusal,
    ::testing::Values("", "[]", R"({"extends":"strict"})", R"({"name":"x"})",
                      R"({"name":"x","extends":"strict","colour":"red"})",
                      R"({"name":"x","extends":"strict","clock_skew_seconds":-1})",
                      R"({"name":"x","extends":"strict","clock_skew_seconds":"1"})",
                      R"({"name":"x","extends":"strict","constraints":{"no-such-rule":"fail"}})",
                      R"({"name":"x","extends":"strict","constraints":{"hash-mismatch":"maybe"}})",
                      R"({"name":"x","extends":"strict","algorithms":{"digests":{"md6":null}}})"));

TEST(ValidationPolicy, KnowsNoOtherName) {
    EXPECT_EQ(ValidationPolicy::named("lax").error().reason, "policy-unknown");
    EXPECT_EQ(ValidationPolicy::named("").error().reason, "policy-unknown");
}

TEST(Rules, HaveUniqueCodesAndCiteAClause) {
    std::set<std::string_view> codes;
    for (const Rule* rule : all_rules()) {
        EXPECT_TRUE(codes.insert(rule->code).second) << rule->code;
        EXPECT_FALSE(rule->clause.empty()) << rule->code;
        EXPECT_EQ(rule_named(rule->code), rule);
        EXPECT_TRUE(rule->indication == Indication::FAILED ||
                    rule->indication == Indication::INDETERMINATE)
            << rule->code;
    }
    EXPECT_EQ(rule_named("no-such-rule"), nullptr);
}

}  // namespace
}  // namespace mohur::signing
