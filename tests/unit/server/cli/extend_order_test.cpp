// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/extend_command.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

using Words = std::vector<std::string>;

Result<ExtendOrder> order(const Words& words) {
    const auto arguments = Arguments::parse(words, extend_options());
    return arguments ? extend_order(*arguments) : Result<ExtendOrder>{arguments.error()};
}

TEST(ExtendOrder, ReadsEveryOption) {
    const auto read =
        order({"a.p7s", "--level", "LTA", "--signature", "S0", "--signature", "S2", "--content",
               "a.txt=/tmp/a.txt", "--tsa", "http://a", "--tsa", "http://b", "--trust", "root.pem",
               "--certificate", "ca.pem", "-o", "out"});
    ASSERT_TRUE(read) << read.error().reason;
    EXPECT_EQ(read->file, "a.p7s");
    EXPECT_EQ(read->level, signing::SignatureLevel::LTA);
    EXPECT_EQ(read->signatures, (Words{"S0", "S2"}));
    ASSERT_EQ(read->contents.size(), 1U);
    EXPECT_EQ(read->contents[0], (std::pair<std::string, std::string>{"a.txt", "/tmp/a.txt"}));
    EXPECT_EQ(read->tsa_urls, (Words{"http://a", "http://b"}));
    EXPECT_EQ(read->trust, Words{"root.pem"});
    EXPECT_EQ(read->certificates, Words{"ca.pem"});
    EXPECT_EQ(read->output, "out");
}

TEST(ExtendOrder, NeedsWhatItsLevelNeeds) {
    EXPECT_TRUE(order({"a", "--level", "T", "--tsa", "u", "-o", "o"}));
    EXPECT_TRUE(order({"a", "--level", "LT", "--trust", "r", "-o", "o"}))
        << "a signature that is T needs no further token";
    EXPECT_TRUE(order({"a", "--level", "LTA", "--tsa", "u", "--trust", "r", "-o", "o"}));
}

class WrongExtension : public ::testing::TestWithParam<std::pair<Words, const char*>> {};

TEST_P(WrongExtension, IsNamed) {
    EXPECT_EQ(order(GetParam().first).error().reason, GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    ExtendOrder, WrongExtension,
    ::testing::Values(
        std::pair{Words{"--level", "T", "-o", "o"}, "usage-one-file"},
        std::pair{Words{"a", "b", "--level", "T", "-o", "o"}, "usage-one-file"},
        std::pair{Words{"a", "--level", "T"}, "usage-option-missing"},
        std::pair{Words{"a", "-o", "o"}, "usage-option-missing"},
        std::pair{Words{"a", "--level", "B", "-o", "o"}, "usage-level"},
        std::pair{Words{"a", "--level", "X", "-o", "o"}, "usage-level"},
        std::pair{Words{"a", "--level", "T", "-o", "o"}, "usage-option-missing"},
        std::pair{Words{"a", "--level", "LT", "-o", "o"}, "usage-option-missing"},
        std::pair{Words{"a", "--level", "LTA", "--trust", "r", "-o", "o"}, "usage-option-missing"},
        std::pair{Words{"a", "--level", "T", "--tsa", "u", "--content", "x", "-o", "o"},
                  "usage-name-value"}));

}  // namespace
}  // namespace mohur::server
