// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/name.h"

#include "signing/asn1/der.h"
#include "tests/unit/signing/pki/raw_certificate.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

using mohur::testing::Fields;

Name name_of(const Fields& subject) {
    return mohur::testing::issue({.subject = subject}).read().subject();
}

Result<Name> read_common_name(std::uint8_t string_tag, std::string_view value) {
    const Bytes attribute =
        der::sequence({der::oid("2.5.4.3"), der::element(string_tag, as_bytes(value))});
    return Name::from_der(der::sequence({der::set_of({attribute})}));
}

/// CN in the given string type.
Name common_name(std::uint8_t string_tag, std::string_view value) {
    return *read_common_name(string_tag, value);
}

TEST(Name, IsWrittenMostSpecificFirst) {
    const auto name = name_of({{"C", "AZ"}, {"O", "Ədliyyə Nazirliyi"}, {"CN", "Məmmədova Ülkər"}});
    EXPECT_EQ(name.to_rfc4514(), "CN=Məmmədova Ülkər,O=Ədliyyə Nazirliyi,C=AZ");
    EXPECT_EQ(name.get("2.5.4.10"), "Ədliyyə Nazirliyi");
    EXPECT_EQ(name.get("2.5.4.12"), std::nullopt);
}

// RFC 4514 clauses 2.3 and 2.4, with its examples of clause 4.
TEST(Name, EscapesWhatHasAMeaning) {
    EXPECT_EQ(name_of({{"C", "US"}, {"CN", "James \"Jim\" Smith, III"}}).to_rfc4514(),
              "CN=James \\\"Jim\\\" Smith\\, III,C=US");
    EXPECT_EQ(name_of({{"CN", " #a\\b;<c>+ "}}).to_rfc4514(), "CN=\\ #a\\\\b\\;\\<c\\>\\+\\ ");
    EXPECT_EQ(name_of({{"CN", "#1"}}).to_rfc4514(), "CN=\\#1");
    EXPECT_EQ(name_of({{"CN", "-"}, {"1.3.6.1.4.1.1466.0", "x"}}).to_rfc4514(),
              "1.3.6.1.4.1.1466.0=#0c0178,CN=-");
}

TEST(Name, JoinsTheAttributesOfOneRdn) {
    const auto name = name_of({{"DC", "az"}, {"OU", "Sales"}, {"+CN", "J. Smith"}});
    EXPECT_EQ(name.attributes[1].rdn, name.attributes[2].rdn);
    EXPECT_EQ(name.to_rfc4514(), "OU=Sales+CN=J. Smith,DC=az");
}

TEST(Name, WritesValuesThatAreNoTextInHexadecimal) {
    const auto name = common_name(tag::kBitString, std::string_view{"\0\x05", 2});
    EXPECT_EQ(name.to_rfc4514(), "CN=#03020005");
}

struct Pair {
    const char* one;
    const char* other;
    bool match;
};
const Pair kPairs[] = {
    {"Root CA", "root ca", true},    {"Root CA", "  Root   CA ", true},
    {"Əhməd", "əhməd", true},        {"İ", "i̇", true},
    {"Root CA", "RootCA", false},    {"Root CA", "Root CB", false},
    {"Root CA", "Root CA 2", false}, {"straße", "STRASSE", true},
};

class NameMatching : public ::testing::TestWithParam<Pair> {};

// RFC 5280 clause 7.1.
TEST_P(NameMatching, FoldsCaseAndWhiteSpace) {
    const auto one = common_name(tag::kUtf8String, GetParam().one);
    const auto other = common_name(tag::kUtf8String, GetParam().other);
    EXPECT_EQ(one.matches(other), GetParam().match);
    EXPECT_EQ(other.matches(one), GetParam().match);
    EXPECT_FALSE(one == other);
}
INSTANTIATE_TEST_SUITE_P(Name, NameMatching, ::testing::ValuesIn(kPairs));

TEST(Name, MatchesWhateverStringTypeCarriesIt) {
    const auto utf8 = common_name(tag::kUtf8String, "CA");
    EXPECT_TRUE(utf8.matches(common_name(tag::kPrintableString, "CA")));
    EXPECT_TRUE(utf8.matches(common_name(tag::kBmpString, std::string_view{"\0C\0A", 4})));
}

TEST(Name, DoesNotMatchInAnotherOrderOrStructure) {
    const auto name = name_of({{"C", "AZ"}, {"O", "A"}, {"CN", "B"}});
    EXPECT_FALSE(name.matches(name_of({{"C", "AZ"}, {"CN", "B"}, {"O", "A"}})));
    EXPECT_FALSE(name.matches(name_of({{"C", "AZ"}, {"O", "A"}, {"+CN", "B"}})));
    EXPECT_FALSE(name.matches(name_of({{"C", "AZ"}, {"O", "A"}})));
    EXPECT_TRUE(name.matches(name_of({{"C", "AZ"}, {"O", "a"}, {"CN", "b"}})));
}

/// What OpenSSL makes of the value, the second reader of every plain name; nothing where it is no
/// text in that type.
std::optional<std::string> by_openssl(std::uint8_t string_tag, std::string_view value) {
    ASN1_STRING* text = ASN1_STRING_type_new(string_tag);
    ASN1_STRING_set(text, value.data(), static_cast<int>(value.size()));
    unsigned char* utf8 = nullptr;
    const int length = ASN1_STRING_to_UTF8(&utf8, text);
    std::optional<std::string> out;
    if (length >= 0) {
        out.emplace(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(length));
    }
    OPENSSL_free(utf8);
    ASN1_STRING_free(text);
    return out;
}

TEST(Name, ReadsEveryKindOfStringAsOpenSslDoes) {
    const std::string_view values[] = {
        "Baku", "", std::string_view{"a\0b", 3}, "B\xE9", "Bakı", "\xC3\x28", "\x7F"};
    const std::uint8_t string_tags[] = {0x0C, 0x12, 0x13, 0x14, 0x16};
    for (const auto string_tag : string_tags) {
        for (const auto value : values) {
            const auto name = read_common_name(string_tag, value);
            const auto text = name ? std::optional{name->attributes.at(0).value} : std::nullopt;
            EXPECT_EQ(text, by_openssl(string_tag, value)) << int{string_tag} << " " << value;
        }
    }
}

TEST(Name, IsReadFromItsOwnEncoding) {
    const auto name = name_of({{"C", "AZ"}, {"CN", "A"}});
    const auto again = Name::from_der(name.der);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, name);
}

TEST(Name, RefusesWhatIsNoName) {
    Bytes trailing = name_of({{"CN", "A"}}).der;
    trailing.push_back(0);
    for (const Bytes& bad : {trailing, Bytes{}, Bytes{0x31, 0x00}, Bytes(70'000, 0x30)}) {
        EXPECT_FALSE(Name::from_der(bad));
    }
    EXPECT_TRUE(Name::from_der(Bytes{0x30, 0x00}));
}

}  // namespace
}  // namespace mohur::signing
