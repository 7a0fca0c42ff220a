// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/object_parser_internal.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

Result<Object> parse(const std::string& text) {
    const MemorySource source{to_bytes(as_bytes(text))};
    ByteWindow window{source, source.size()};
    return ObjectParser{window, 0}.parse();
}

struct RoundTrip {
    const char* input;
    const char* output;
};

class ParsesAndWrites : public ::testing::TestWithParam<RoundTrip> {};

TEST_P(ParsesAndWrites, TheSameValue) {
    const auto object = parse(GetParam().input);
    ASSERT_TRUE(object) << object.error().detail;
    EXPECT_EQ(to_syntax(*object), GetParam().output);
    const auto again = parse(GetParam().output);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, *object);
}

INSTANTIATE_TEST_SUITE_P(
    Objects, ParsesAndWrites,
    ::testing::Values(RoundTrip{"true ", "true"}, RoundTrip{"null", "null"},
                      RoundTrip{"-42", "-42"}, RoundTrip{"+17.50", "17.5"}, RoundTrip{".5", "0.5"},
                      RoundTrip{"4.", "4"}, RoundTrip{"/A#42C", "/ABC"},
                      RoundTrip{"/A#20#28", "/A#20#28"}, RoundTrip{"/", "/"},
                      RoundTrip{"12 0 R", "12 0 R"}, RoundTrip{"[1 2 3 0 R 4]", "[ 1 2 3 0 R 4 ]"},
                      RoundTrip{"(a(b)c\\)\\\\)", "(a\\(b\\)c\\)\\\\)"},
                      RoundTrip{"(\\101\\7\\n)", "<41070a>"},
                      RoundTrip{"(a\r\nb\\\nc)", "<610a6263>"}, RoundTrip{"<48 6 5 6>", "<486560>"},
                      RoundTrip{"<</B 1/A[/x]/C null>>", "<< /A [ /x ] /B 1 >>"},
                      RoundTrip{"% comment\n 7", "7"}));

class Refuses : public ::testing::TestWithParam<const char*> {};

TEST_P(Refuses, WhatIsNoObject) {
    const auto object = parse(GetParam());
    ASSERT_FALSE(object);
    EXPECT_EQ(object.error().reason, "pdf-damaged");
}

INSTANTIATE_TEST_SUITE_P(Objects, Refuses,
                         ::testing::Values("", "(open", "<4G>", "[1 2", "<< /A >>", "<< 1 2 >>",
                                           "1e5", "--3", "endobj", "trueish", "<41"));

TEST(ObjectParser, RefusesDepthThatCouldExhaustTheStack) {
    const auto object = parse(std::string(100'000, '['));
    ASSERT_FALSE(object);
    EXPECT_EQ(object.error().code, ErrorCode::too_large);
}

TEST(ObjectParser, RemembersThatAKeyWasRepeatedAndTakesTheLast) {
    const auto object = parse("<< /A 1 /B 2 /A 3 >>");
    ASSERT_TRUE(object);
    EXPECT_TRUE(object->dictionary()->repeated_key());
    EXPECT_EQ(object->dictionary()->find("A")->integer(), 3);
    EXPECT_FALSE(parse("<< /A 1 /B 2 >>")->dictionary()->repeated_key());
}

TEST(ObjectParser, KeepsThePlaceOfAString) {
    const auto object = parse("  <41 42> ");
    ASSERT_TRUE(object);
    EXPECT_EQ(object->string()->begin, 2U);
    EXPECT_EQ(object->string()->end, 9U);
}

TEST(ObjectParser, StreamMustEndWhereItsLengthSays) {
    const auto read = [](const std::string& length) {
        const std::string text =
            "7 0 obj << /Length " + length + " >> stream\nabcde\nendstream endobj";
        const MemorySource source{to_bytes(as_bytes(text))};
        ByteWindow window{source, source.size()};
        return ObjectParser{window, 0}.parse_indirect(nullptr).has_value();
    };
    EXPECT_TRUE(read("5"));
    EXPECT_FALSE(read("4"));
    EXPECT_FALSE(read("9"));
    EXPECT_FALSE(read("99999999999999999"));
    EXPECT_FALSE(read("8 0 R"));
    EXPECT_FALSE(read("-1"));
}

TEST(TextString, RoundTripsAzerbaijaniAndSignsBeyondTheBasicPlane) {
    for (const std::string text : {"Agent", "Ərizə №7, Şəki", "imza \xF0\x9F\x96\x8B"}) {
        EXPECT_EQ(text_of(*text_string(text).string()), text);
    }
    EXPECT_EQ(to_syntax(text_string("ə")), "<feff0259>");
    EXPECT_EQ(text_of(String{{0xE9}}), "é");
}

}  // namespace
}  // namespace mohur::signing::pdf
