// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using ::testing::ElementsAre;

constexpr OptionSpec kSpecs[] = {
    {"--json", OptionSpec::Kind::flag},
    {"--at", OptionSpec::Kind::value},
    {"--content", OptionSpec::Kind::values},
};

Result<Arguments> parse(std::vector<std::string> words) {
    return Arguments::parse(words, kSpecs);
}

TEST(Arguments, SortsOptionsFromPositionals) {
    const auto arguments = parse({"a.pdf", "--json", "--at", "2026-01-01T00:00:00Z", "b.pdf"});
    ASSERT_TRUE(arguments);
    EXPECT_THAT(arguments->positionals(), ElementsAre("a.pdf", "b.pdf"));
    EXPECT_TRUE(arguments->has("--json"));
    EXPECT_EQ(arguments->value("--at"), "2026-01-01T00:00:00Z");
    EXPECT_FALSE(arguments->has("--content"));
}

TEST(Arguments, KeepsEveryValueOfARepeatableOptionInOrder) {
    const auto arguments = parse({"--content", "=x", "--content=b=y"});
    ASSERT_TRUE(arguments);
    EXPECT_THAT(arguments->values("--content"), ElementsAre("=x", "b=y"));
}

TEST(Arguments, TreatsWordsAfterTwoDashesAsPositionals) {
    const auto arguments = parse({"--", "--json"});
    ASSERT_TRUE(arguments);
    EXPECT_THAT(arguments->positionals(), ElementsAre("--json"));
    EXPECT_FALSE(arguments->has("--json"));
}

TEST(Arguments, TakesTheNextWordAsValueEvenWhenItLooksLikeAnOption) {
    const auto arguments = parse({"--at", "--json"});
    ASSERT_TRUE(arguments);
    EXPECT_EQ(arguments->value("--at"), "--json");
}

struct Refusal {
    std::vector<std::string> words;
    std::string reason;
    std::string option;
};

class ArgumentsRefusal : public ::testing::TestWithParam<Refusal> {};

TEST_P(ArgumentsRefusal, NamesTheOption) {
    const auto arguments = parse(GetParam().words);
    ASSERT_FALSE(arguments);
    EXPECT_EQ(arguments.error().reason, GetParam().reason);
    EXPECT_EQ(arguments.error().detail, GetParam().option);
}

INSTANTIATE_TEST_SUITE_P(
    Arguments, ArgumentsRefusal,
    ::testing::Values(Refusal{{"--pin=1"}, "usage-unknown-option", "--pin"},
                      Refusal{{"--at"}, "usage-value-missing", "--at"},
                      Refusal{{"--json=1"}, "usage-value-unexpected", "--json"},
                      Refusal{{"--at=1", "--at=2"}, "usage-repeated-option", "--at"},
                      Refusal{{"--json", "--json"}, "usage-repeated-option", "--json"}));

TEST(SplitNameValue, SplitsAtTheFirstEqualsSign) {
    EXPECT_EQ(split_name_value("a=b=c").value(), (std::pair<std::string, std::string>{"a", "b=c"}));
    EXPECT_EQ(split_name_value("=b").value(), (std::pair<std::string, std::string>{"", "b"}));
    EXPECT_EQ(split_name_value("ab").error().reason, "usage-name-value");
}

}  // namespace
}  // namespace mohur::server
