// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/names.h"

#include <gtest/gtest.h>

namespace mohur::signing::asic {
namespace {

TEST(AsicUri, KeepsUnreservedOctetsAndSlashes) {
    EXPECT_EQ(uri_of_entry("folder/Letter_1-2~.pdf"), "folder/Letter_1-2~.pdf");
}

TEST(AsicUri, EncodesTheRestOctetByOctet) {
    EXPECT_EQ(uri_of_entry("ə +#?%.txt"), "%C9%99%20%2B%23%3F%25.txt");
}

TEST(AsicUri, ComesBackAsTheSameName) {
    for (const auto* name : {"a b", "100%", "%41", "ərizə №5.pdf", "a+b", "x/y/z"}) {
        EXPECT_EQ(entry_of_uri(uri_of_entry(name)), name);
    }
}

TEST(AsicUri, KeepsPlusAndBrokenEscapes) {
    EXPECT_EQ(entry_of_uri("a+b"), "a+b") << "a space is %20 and nothing else";
    EXPECT_EQ(entry_of_uri("50%"), "50%");
    EXPECT_EQ(entry_of_uri("50%2"), "50%2");
    EXPECT_EQ(entry_of_uri("%zz%4g"), "%zz%4g");
    EXPECT_EQ(entry_of_uri("%c9%99"), "ə") << "hexadecimal digits in either case";
}

}  // namespace
}  // namespace mohur::signing::asic
