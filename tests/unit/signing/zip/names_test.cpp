// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/names_internal.h"

#include <gtest/gtest.h>

namespace mohur::signing::zip {
namespace {

using namespace std::string_view_literals;

class RefusedName : public ::testing::TestWithParam<std::string_view> {};

TEST_P(RefusedName, IsMalformed) {
    EXPECT_EQ(entry_name(as_bytes(GetParam())).error().reason, "zip-name");
}

INSTANTIATE_TEST_SUITE_P(EntryName, RefusedName,
                         ::testing::Values(""sv, "/etc/passwd"sv, "../x"sv, "a/../b"sv, "a/.."sv,
                                           "./a"sv, "a//b"sv, "a\\b"sv, "a\0b"sv, "a\nb"sv,
                                           "C:/x"sv, "/"sv, "a\x7f"sv));

class AcceptedName : public ::testing::TestWithParam<std::string_view> {};

TEST_P(AcceptedName, IsKept) {
    EXPECT_EQ(entry_name(as_bytes(GetParam())).value(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(EntryName, AcceptedName,
                         ::testing::Values("mimetype"sv, "META-INF/"sv,
                                           "META-INF/signatures0.xml"sv, "..a"sv, "a..b/c..."sv,
                                           "ərizə №5.pdf"sv, "Re: letter.txt"sv));

TEST(EntryName, ReadsOctetsThatAreNotUtf8AsCodePage437) {
    EXPECT_EQ(entry_name(as_bytes("\x82\xa0.pdf")).value(), "éá.pdf");
}

TEST(EntryName, RefusesAnOverlongName) {
    EXPECT_TRUE(entry_name(as_bytes(std::string(1024, 'a'))));
    EXPECT_FALSE(entry_name(as_bytes(std::string(1025, 'a'))));
}

}  // namespace
}  // namespace mohur::signing::zip
