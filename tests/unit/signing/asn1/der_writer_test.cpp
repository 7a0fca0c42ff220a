// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

TEST(DerWriter, WritesMinimalLengths) {
    const std::pair<std::size_t, const char*> rows[] = {
        {0, "0400"},       {127, "047f"},        {128, "048180"},       {255, "0481ff"},
        {256, "04820100"}, {65'535, "0482ffff"}, {65'536, "0483010000"}};
    for (const auto& [length, header] : rows) {
        const Bytes encoded = der::octet_string(Bytes(length, 0x61));
        EXPECT_TRUE(to_hex(encoded).starts_with(header)) << length;
        EXPECT_TRUE(is_der(encoded));
        DerReader reader{encoded};
        EXPECT_EQ(reader.octet_string()->size(), length);
    }
}

TEST(DerWriter, SortsSetsOf) {
    const auto set =
        der::set_of({der::integer(2), der::null(), der::integer(1), der::integer(300)});
    EXPECT_EQ(to_hex(set),
              "310c"
              "020101"
              "020102"
              "0202012c"
              "0500");
    EXPECT_TRUE(is_der(set));
}

TEST(DerWriter, WritesPrimitives) {
    EXPECT_EQ(to_hex(der::oid("1.2.840.113549")), "06062a864886f70d");
    EXPECT_EQ(to_hex(der::boolean(true)), "0101ff");
    EXPECT_EQ(to_hex(der::boolean(false)), "010100");
    EXPECT_EQ(to_hex(der::utf8_string("ə")), "0c02c999");
    EXPECT_EQ(to_hex(der::algorithm("2.5.4.3")), "30050603550403");
    EXPECT_EQ(to_hex(der::sequence({der::null(), der::boolean(true)})), "300505000101ff");
    EXPECT_EQ(to_hex(der::sequence(std::vector<Bytes>{der::null()})), "30020500");
}

TEST(DerWriter, WritesUnsignedIntegersWithASignOctetOnlyWhenNeeded) {
    EXPECT_EQ(to_hex(der::unsigned_integer(Bytes{})), "020100");
    EXPECT_EQ(to_hex(der::unsigned_integer(Bytes{0, 0})), "020100");
    EXPECT_EQ(to_hex(der::unsigned_integer(Bytes{0x7F})), "02017f");
    EXPECT_EQ(to_hex(der::unsigned_integer(Bytes{0x80})), "02020080");
    EXPECT_EQ(to_hex(der::unsigned_integer(Bytes{0, 0, 0x80, 1})), "0203008001");
}

TEST(DerWriter, ChoosesTheTimeTypeByYear) {
    const std::pair<const char*, const char*> rows[] = {
        {"1949-12-31T23:59:59Z", "19491231235959Z"},
        {"1950-01-01T00:00:00Z", "500101000000Z"},
        {"2049-12-31T23:59:59.9Z", "491231235959Z"},
        {"2050-01-01T00:00:00Z", "20500101000000Z"}};
    for (const auto& [time, text] : rows) {
        const Bytes encoded = der::time(*parse_rfc3339(time));
        EXPECT_EQ(encoded.front(),
                  std::string_view{text}.size() == 13 ? tag::kUtcTime : tag::kGeneralizedTime);
        EXPECT_EQ(as_text(BytesView{encoded}.subspan(2)), text);
        EXPECT_TRUE(is_der(encoded));
    }
}

TEST(DerWriter, WritesAHeaderOfContentThatIsElsewhere) {
    for (const std::size_t length : {0U, 1U, 127U, 128U, 255U, 256U, 70'000U}) {
        const Bytes content(length, 7);
        Bytes whole = der::header(tag::kOctetString, length);
        append(whole, content);
        EXPECT_EQ(whole, der::octet_string(content));
        const auto read = read_tlv_header(whole);
        ASSERT_TRUE(read);
        EXPECT_EQ(read->tag, tag::kOctetString);
        EXPECT_EQ(read->length, length);
        EXPECT_EQ(read->size + length, whole.size());
    }
    const auto far = read_tlv_header(der::header(tag::kSequence, 1ULL << 40U));
    ASSERT_TRUE(far) << "the content need not be at hand";
    EXPECT_EQ(far->length, 1ULL << 40U);
    EXPECT_FALSE(read_tlv_header(Bytes{0x30, 0x80})->definite);
    EXPECT_FALSE(read_tlv_header(Bytes{0x04, 0x80})) << "primitive with indefinite length";
    EXPECT_FALSE(read_tlv_header(Bytes{0x30, 0x82, 0x01}));
}

}  // namespace
}  // namespace mohur::signing
