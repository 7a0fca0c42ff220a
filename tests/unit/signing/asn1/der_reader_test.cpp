// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

Bytes hex(std::string_view text) {
    return *from_hex(text);
}

TEST(DerReader, WalksTheElementsOfASequence) {
    const Bytes input = hex("300b020105040201020c026162");
    DerReader outer{input};
    auto inner = outer.enter(tag::kSequence);
    ASSERT_TRUE(inner);
    EXPECT_TRUE(outer.at_end());
    EXPECT_EQ(inner->peek(), tag::kInteger);
    EXPECT_EQ(*inner->small_integer(), 5);
    EXPECT_EQ(to_hex(*inner->octet_string()), "0102");
    EXPECT_FALSE(inner->finish());
    const auto text = inner->next();
    ASSERT_TRUE(text);
    EXPECT_EQ(as_text(text->content), "ab");
    EXPECT_EQ(to_hex(text->whole), "0c026162");
    EXPECT_TRUE(inner->finish());
    EXPECT_EQ(inner->peek(), 0);
    EXPECT_FALSE(inner->next());
}

TEST(DerReader, OptionalConsumesOnlyWhatItWants) {
    const Bytes input = hex("a003020101");
    DerReader reader{input};
    auto absent = reader.optional(tag::context_set(1));
    ASSERT_TRUE(absent);
    EXPECT_FALSE(absent->has_value());
    auto present = reader.optional(tag::context_set(0));
    ASSERT_TRUE(present);
    ASSERT_TRUE(present->has_value());
    EXPECT_TRUE(reader.at_end());
    EXPECT_FALSE((*reader.optional(tag::context_set(0))).has_value());
}

TEST(DerReader, AcceptsBerLengthsAsReceived) {
    for (const auto* encoding : {"040161", "04810161", "0482000161",
                                 "0484000000"
                                 "0161"}) {
        const Bytes input = hex(encoding);
        DerReader reader{input};
        const auto value = reader.octet_string();
        ASSERT_TRUE(value) << encoding;
        EXPECT_EQ(as_text(*value), "a");
    }
}

TEST(DerReader, RefusesHostileHeaders) {
    for (const auto* encoding : {"04",                      // no length
                                 "0405616263",              // beyond the input
                                 "0481",                    // length octets missing
                                 "0482ff",                  // the same
                                 "0484ffffffff",            // 4 GiB announced
                                 "0488ffffffffffffffff",    // length + header overflows
                                 "048900ffffffffffffffff",  // the same behind a zero octet
                                 "0489010000000000000000",  // above size_t
                                 "04ff61",                  // reserved first octet
                                 "0480",                    // primitive, indefinite
                                 "1f8101"
                                 "0161",     // high tag number
                                 "00",       // nothing
                                 "0000"}) {  // end-of-contents without a start
        const Bytes input = hex(encoding);
        DerReader reader{input};
        EXPECT_FALSE(reader.next()) << encoding;
    }
}

TEST(DerReader, ReadsIndefiniteForms) {
    const Bytes input =
        hex("3080"
            "2480"
            "040161"
            "2403040162"
            "0000"
            "020107"
            "0000"
            "0500");
    DerReader reader{input};
    const auto outer = reader.next();
    ASSERT_TRUE(outer);
    EXPECT_FALSE(outer->definite);
    EXPECT_EQ(reader.peek(), tag::kNull);
    EXPECT_EQ(outer->whole.size(), input.size() - 2);
    EXPECT_EQ(outer->content.size(), outer->whole.size() - 4);
    auto inner = reader.into(*outer);
    EXPECT_EQ(as_text(*inner.octet_string()), "ab");
    EXPECT_EQ(*inner.small_integer(), 7);
    EXPECT_TRUE(inner.at_end());
}

TEST(DerReader, RefusesBrokenIndefiniteForms) {
    for (const auto* encoding : {"3080", "308000", "30800001", "308002010500", "3080308000000000ff",
                                 "30800480", "3080040561",
                                 "30803080020105"
                                 "0000"}) {
        const Bytes input = hex(encoding);
        DerReader reader{input};
        auto got = reader.next();
        EXPECT_FALSE(got && reader.at_end()) << encoding;
    }
}

TEST(DerReader, NestingIsBounded) {
    // A chain of `levels` SEQUENCEs, definite and indefinite.
    const auto depth_reached = [](DerReader reader) {
        std::size_t levels = 0;
        while (!reader.at_end()) {
            const auto element = reader.next();
            if (!element) {
                EXPECT_EQ(element.error().code, ErrorCode::too_large);
                return levels;
            }
            ++levels;
            reader = reader.into(*element);
        }
        return levels;
    };
    Bytes nested;
    for (int i = 0; i < 100; ++i) {
        nested = der::element(tag::kSequence, nested);
    }
    EXPECT_EQ(depth_reached(DerReader{nested, 64}), 64U);
    EXPECT_EQ(depth_reached(DerReader{nested, 100}), 100U);

    Bytes indefinite;
    for (int i = 0; i < 1'000'000; ++i) {
        append(indefinite, hex("3080"));
    }
    DerReader reader{indefinite};
    const auto element = reader.next();
    ASSERT_FALSE(element);
    EXPECT_EQ(element.error().reason, "asn1-too-deep");
}

TEST(DerReader, ConstructedOctetStringsAreBoundedAndPure) {
    Bytes nested = hex("040161");
    for (int i = 0; i < 70; ++i) {
        nested = der::element(0x24, nested);
    }
    DerReader deep{nested};
    EXPECT_EQ(deep.octet_string().error().reason, "asn1-too-deep");
    const Bytes foreign = hex("2403020101");
    DerReader reader{foreign};
    EXPECT_FALSE(reader.octet_string());
}

TEST(DerReader, ReadsSmallIntegersUpTo64Bits) {
    const std::pair<const char*, std::int64_t> rows[] = {{"020100", 0},
                                                         {"0201ff", -1},
                                                         {"02020080", 128},
                                                         {"020180", -128},
                                                         {"02087fffffffffffffff", INT64_MAX},
                                                         {"02088000000000000000", INT64_MIN}};
    for (const auto& [encoding, value] : rows) {
        const Bytes input = hex(encoding);
        DerReader reader{input};
        EXPECT_EQ(*reader.small_integer(), value);
        EXPECT_EQ(to_hex(der::integer(value)), encoding);
    }
    const Bytes wide = hex("0209008000000000000000");
    DerReader reader{wide};
    EXPECT_FALSE(reader.small_integer());
    const Bytes empty = hex("0200");
    DerReader none{empty};
    EXPECT_FALSE(none.integer());
}

TEST(DerReader, ReadsBooleansAndBitStrings) {
    const Bytes input =
        hex("0101ff"
            "010101"
            "010100"
            "03020041"
            "03020740"
            "0300"
            "01020000");
    DerReader reader{input};
    EXPECT_TRUE(*reader.boolean());
    EXPECT_TRUE(*reader.boolean());
    EXPECT_FALSE(*reader.boolean());
    EXPECT_EQ(to_hex(*reader.bit_string()), "41");
    EXPECT_FALSE(reader.bit_string());  // unused bits
    EXPECT_FALSE(reader.bit_string());  // no unused-bits octet
    EXPECT_FALSE(reader.boolean());     // two octets
}

Result<Time> read_time(std::uint8_t tag, std::string_view text) {
    const Bytes input = der::element(tag, as_bytes(text));
    return DerReader{input}.time();
}

TEST(DerReader, ReadsTimes) {
    const auto utc = [](std::string_view t) { return to_rfc3339(*read_time(tag::kUtcTime, t)); };
    EXPECT_EQ(utc("500101000000Z"), "1950-01-01T00:00:00Z");
    EXPECT_EQ(utc("491231235959Z"), "2049-12-31T23:59:59Z");
    const auto general = [](std::string_view t) {
        return to_rfc3339(*read_time(tag::kGeneralizedTime, t));
    };
    EXPECT_EQ(general("20260822010203Z"), "2026-08-22T01:02:03Z");
    EXPECT_EQ(general("20260822010203.5Z"), "2026-08-22T01:02:03.5Z");
    EXPECT_EQ(general("20260822010203.1234567Z"), "2026-08-22T01:02:03.123456Z");
}

TEST(DerReader, RefusesTimesThatAreNone) {
    for (const auto* text :
         {"", "Z", "2601010000Z", "260101000000", "260101000000+0400", "261301000000Z",
          "260132000000Z", "2601010000000Z", "26010100000aZ", "260101250000Z", "260101000000.5Z"}) {
        EXPECT_FALSE(read_time(tag::kUtcTime, text)) << text;
    }
    for (const auto* text : {"20260822010203", "20260822010203.Z", "202608220102Z",
                             "20260822010203.5aZ", "20260822010203+00"}) {
        EXPECT_FALSE(read_time(tag::kGeneralizedTime, text)) << text;
    }
    EXPECT_FALSE(read_time(tag::kInteger, "260101000000Z"));
}

}  // namespace
}  // namespace mohur::signing
