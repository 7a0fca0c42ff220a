// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/conclusion_internal.h"

#include "signing/validation/rules/rules.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

const ValidationPolicy& policy_with(const char* level) {
    static std::vector<ValidationPolicy> kept;
    kept.reserve(8);
    kept.push_back(ValidationPolicy::from_json(std::string{R"({"name":"t","extends":"strict",)"} +
                                               R"("constraints":{"hash-mismatch":")" + level +
                                               "\"}}")
                       .value());
    return kept.back();
}

TEST(Conclusion, PassesUntilARuleFails) {
    Conclusion conclusion{ValidationPolicy::strict()};
    EXPECT_TRUE(conclusion.passed());
    EXPECT_EQ(conclusion.indication(), Indication::PASSED);
    EXPECT_FALSE(conclusion.sub_indication());
}

TEST(Conclusion, LetsTheFirstFailureDecide) {
    Conclusion conclusion{ValidationPolicy::strict()};
    EXPECT_TRUE(conclusion.violate(rules::kHashMismatch, "a.txt"));
    EXPECT_TRUE(conclusion.violate(rules::kNoTrustedChain));
    EXPECT_EQ(conclusion.indication(), Indication::FAILED);
    EXPECT_EQ(conclusion.sub_indication(), SubIndication::HASH_FAILURE);
    ASSERT_EQ(conclusion.errors().size(), 2U);
    EXPECT_EQ(conclusion.errors()[0].text, "Signed data was changed: a.txt");
    EXPECT_EQ(conclusion.errors()[1].text, "No chain leads to a trust anchor");
}

TEST(Conclusion, OnlyReportsAWarning) {
    Conclusion conclusion{policy_with("warn")};
    EXPECT_FALSE(conclusion.violate(rules::kHashMismatch));
    EXPECT_TRUE(conclusion.passed());
    EXPECT_TRUE(conclusion.errors().empty());
    EXPECT_EQ(conclusion.warnings().size(), 1U);
}

TEST(Conclusion, SaysNothingOfWhatIsInformationOrIgnored) {
    for (const auto* level : {"inform", "ignore"}) {
        Conclusion conclusion{policy_with(level)};
        EXPECT_FALSE(conclusion.violate(rules::kHashMismatch));
        EXPECT_TRUE(conclusion.passed());
        EXPECT_TRUE(conclusion.errors().empty() && conclusion.warnings().empty());
    }
}

TEST(Conclusion, KeepsEachFindingOnceWhenMerged) {
    Conclusion first{ValidationPolicy::strict()};
    Conclusion second{ValidationPolicy::strict()};
    second.violate(rules::kNoTrustedChain);
    first.merge(second);
    first.merge(second);
    EXPECT_EQ(first.sub_indication(), SubIndication::NO_CERTIFICATE_CHAIN_FOUND);
    EXPECT_EQ(first.errors().size(), 1U);
}

TEST(Conclusion, DoesNotLetALaterBlockOverruleAnEarlierOne) {
    Conclusion first{ValidationPolicy::strict()};
    first.violate(rules::kSignedDataNotFound);
    Conclusion second{ValidationPolicy::strict()};
    second.violate(rules::kHashMismatch);
    first.merge(second);
    EXPECT_EQ(first.sub_indication(), SubIndication::SIGNED_DATA_NOT_FOUND);
}

TEST(Conclusion, DecidesNothingByANote) {
    Conclusion conclusion{ValidationPolicy::strict()};
    conclusion.note_error({"undecodable-signature", ""});
    EXPECT_TRUE(conclusion.passed());
    EXPECT_EQ(conclusion.errors().size(), 1U);
}

}  // namespace
}  // namespace mohur::signing
