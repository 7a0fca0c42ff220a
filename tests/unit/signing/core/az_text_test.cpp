// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/az_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace mohur {
namespace {

TEST(AzText, CasesDottedAndDotlessI) {
    EXPECT_EQ(az_upper("izin ısıq"), "İZİN ISIQ");
    EXPECT_EQ(az_lower("İSMAYILOVA IŞIQ"), "ismayılova ışıq");
}

TEST(AzText, FoldsForSearch) { EXPECT_EQ(az_fold("İSMAYILOVA Işıq Ə"), "ismayilova isiq e"); }

TEST(AzText, CaselessKeyEqualsNamesThatOneFileSystemWouldMerge) {
    EXPECT_EQ(caseless_key("ƏRİZƏ.PDF"), caseless_key("əri\u0307zə.pdf"));
    EXPECT_EQ(caseless_key("O\u0308.txt"), caseless_key("ö.txt"));
    EXPECT_NE(caseless_key("o.txt"), caseless_key("ö.txt"));
}

TEST(AzText, SortsByTheAzerbaijaniAlphabet) {
    const auto collator = AzCollator::create();
    ASSERT_TRUE(collator);
    std::vector<std::string> letters{"q", "k", "i", "ı", "x", "h", "ğ", "g", "ə", "e", "d", "ç", "c"};
    std::ranges::sort(letters, [&](const auto& a, const auto& b) { return collator->less(a, b); });
    const std::vector<std::string> expected{"c", "ç", "d", "e", "ə", "g", "ğ", "h", "x", "ı", "i", "k", "q"};
    EXPECT_EQ(letters, expected);
}

TEST(AzText, KnowsIllFormedUtf8) {
    EXPECT_TRUE(is_valid_utf8("Möhür"));
    EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));
    EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(is_valid_utf8("a\xC3"));
}

}  // namespace
}  // namespace mohur
