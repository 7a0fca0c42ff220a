// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/bytes.h"

#include <gtest/gtest.h>

namespace mohur {
namespace {

// RFC 4648 section 10.
TEST(Base64, EncodesTheVectorsOfTheRfc) {
    EXPECT_EQ(to_base64(as_bytes("")), "");
    EXPECT_EQ(to_base64(as_bytes("f")), "Zg==");
    EXPECT_EQ(to_base64(as_bytes("fo")), "Zm8=");
    EXPECT_EQ(to_base64(as_bytes("foobar")), "Zm9vYmFy");
    EXPECT_EQ(to_base64url(Bytes{0xFB, 0xFF}), "-_8");
}

TEST(Base64, DecodesWithXmlWhiteSpace) {
    const auto bytes = from_base64(" Zm9v\r\n\tYmE= \n");
    ASSERT_TRUE(bytes);
    EXPECT_EQ(as_text(*bytes), "fooba");
}

TEST(Base64, RefusesWhatIsNotItsAlphabetOrPadding) {
    for (const auto* text : {"Zg", "Zg=", "Z===", "Zm9v=", "Zm9v!", "=Zg=", "Zg==Zg==", "-_8="}) {
        EXPECT_FALSE(from_base64(text)) << text;
    }
    EXPECT_FALSE(from_base64url("Zg=="));
}

TEST(Hex, RoundTripsAndRefusesOddLength) {
    EXPECT_EQ(to_hex(Bytes{0x00, 0xAB, 0xFF}), "00abff");
    EXPECT_EQ(*from_hex("00ABff"), (Bytes{0x00, 0xAB, 0xFF}));
    EXPECT_FALSE(from_hex("abc"));
    EXPECT_FALSE(from_hex("zz"));
}

}  // namespace
}  // namespace mohur
