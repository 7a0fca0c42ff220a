// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/augmentation.h"

#include "signing/crypto/hash.h"
#include "tests/unit/signing/xades/signed_letter.h"

#include <gtest/gtest.h>

namespace mohur::signing::xades {
namespace {

using xmldsig::replaced;
using xmldsig::Workspace;

std::string text(const Bytes& bytes) {
    return std::string{as_text(bytes)};
}

TEST(XadesAugmentation, stamps_the_canonical_signature_value) {
    const auto xml = sign(plan_for());
    const auto octets = *Ascent {
        xml
        } -> signature_timestamp_input(0);
    EXPECT_TRUE(as_text(octets).starts_with("<ds:SignatureValue xmlns:ds="));
    EXPECT_FALSE(Ascent { xml } -> has_unsigned(0, "SignatureTimeStamp"));
    const auto stamped = with_time(xml);
    EXPECT_TRUE(Ascent { stamped } -> has_unsigned(0, "SignatureTimeStamp"));
    const auto facts = read(stamped);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-T");
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    ASSERT_EQ(facts[0].timestamps.size(), 1U);
    EXPECT_TRUE(facts[0].timestamps[0].intact) << codes(facts[0].timestamps[0].errors);
    EXPECT_EQ(facts[0].timestamps[0].type, TimestampType::signature);
}

TEST(XadesAugmentation, adds_material_behind_without_touching_what_was_signed) {
    const auto xml = with_time(sign(plan_for()));
    const auto longer = with_material(xml);
    const auto facts = read(longer);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_TRUE(facts[0].intact());
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-LT");
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    EXPECT_EQ(facts[0].ocsp_responses.size(), 2U);
    EXPECT_EQ(facts[0].crls.size(), 1U);
    EXPECT_TRUE(facts[0].timestamps[0].intact);
    const Workspace workspace;
    workspace.write("məktub 1.txt", kLetter);
    EXPECT_TRUE(xmlsec_verifies(workspace, text(longer), "signer"));
    const auto signed_part = text(xml).substr(0, text(xml).find("<xades:UnsignedProperties"));
    EXPECT_TRUE(text(longer).starts_with(signed_part));
}

TEST(XadesAugmentation, makes_no_element_for_nothing) {
    const MaterialValues nothing{{}, {}, {}};
    EXPECT_EQ(certificate_values(nothing), "");
    EXPECT_EQ(revocation_values(nothing), "");
    EXPECT_EQ(timestamp_validation_data(nothing), "");
    const std::vector certificates{certificate_of("root")};
    const auto xml = *Ascent {
        with_time(sign(plan_for()))
        } -> with_unsigned({{0, certificate_values({certificates, {}, {}})}});
    const auto facts = read(xml);
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-T");
}

// EN 319 132-1 5.5.2.2: the data object, SignedInfo, SignatureValue, KeyInfo, every unsigned
// property before, and every ds:Object but the one with the properties.
TEST(XadesAugmentation, puts_an_archive_timestamp_over_everything) {
    const auto xml = text(with_archive(with_material(with_time(sign(plan_for())))));
    const auto facts = read(xml);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-LTA");
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    ASSERT_EQ(facts[0].timestamps.size(), 2U);
    EXPECT_EQ(facts[0].timestamps[1].type, TimestampType::archive);
    EXPECT_TRUE(facts[0].timestamps[1].intact) << codes(facts[0].timestamps[1].errors);
    for (const auto* covered : {"<xades:CRLValues>", "<ds:X509Data>", "<xades:City>"}) {
        const auto at = xml.find(covered);
        if (at != std::string::npos) {
            const auto other = read(xml.substr(0, at) + "<!-- -->\n" + xml.substr(at));
            EXPECT_FALSE(other.at(0).timestamps.at(1).intact) << covered;
        }
    }
    EXPECT_FALSE(Ascent { as_bytes(xml) } -> has_unsigned(0, "AnyValidationData"));
    auto none = with_letter();
    none.contents.clear();
    EXPECT_FALSE(read(xml, none).at(0).timestamps.at(1).intact) << "the letter is not at hand";
}

TEST(XadesAugmentation, renews_with_the_validation_data_of_the_stamp_before) {
    const auto once = with_archive(with_material(with_time(sign(plan_for()))));
    const std::vector certificates{certificate_of("executor")};
    const auto more = *Ascent {
        once
        } -> with_unsigned({{0, timestamp_validation_data({certificates, {}, {}})}});
    const auto twice = with_archive(more);
    const auto facts = read(twice);
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-LTA");
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    ASSERT_EQ(facts[0].timestamps.size(), 3U);
    for (const auto& stamp : facts[0].timestamps) {
        EXPECT_TRUE(stamp.intact) << codes(stamp.errors);
    }
    EXPECT_NE(std::ranges::find(facts[0].certificates, certificates[0]),
              facts[0].certificates.end());
}

TEST(XadesAugmentation, reads_validation_data_of_any_kind) {
    const std::vector certificates{certificate_of("executor")};
    auto data = timestamp_validation_data({certificates, {}, {}});
    for (const auto* tag : {"<xades141:", "</xades141:"}) {
        data = replaced(data, std::string{tag} + "TimeStampValidationData",
                        std::string{tag} + "AnyValidationData");
    }
    const auto facts = read(*Ascent { sign(plan_for()) } -> with_unsigned({{0, data}}));
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    EXPECT_NE(std::ranges::find(facts[0].certificates, certificates[0]),
              facts[0].certificates.end());
}

TEST(XadesAugmentation, raises_one_of_several_and_leaves_the_others) {
    auto other = plan_for("signer-rsa");
    other.signature_id = "S1";
    const auto both =
        "<r>" + text(sign(plan_for())) + "\n" + text(sign(other, "signer-rsa")) + "</r>";
    const Ascent ascent{as_bytes(both)};
    ASSERT_EQ(ascent->size(), 2U);
    const auto token =
        *TimestampToken::parse(token_over(*ascent->signature_timestamp_input(1)), Limits{});
    const auto raised = *ascent->with_unsigned({{1, signature_timestamp_property(token)}});
    const auto facts = read(raised);
    ASSERT_EQ(facts.size(), 2U);
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-B");
    EXPECT_EQ(facts[1].format, "XAdES-BASELINE-T");
    EXPECT_TRUE(facts[1].timestamps[0].intact);
    EXPECT_TRUE(text(raised).starts_with(both.substr(0, both.find("\n"))));
    EXPECT_EQ(ascent->with_unsigned({}).value(), to_bytes(as_bytes(both)));
}

TEST(XadesAugmentation, makes_room_where_only_other_unsigned_properties_are) {
    const auto xml = text(sign(plan_for()));
    const std::string_view kOther =
        "<xades:UnsignedProperties><xades:UnsignedDataObjectProperties>"
        "<xades:UnsignedDataObjectProperty>x</xades:UnsignedDataObjectProperty>"
        "</xades:UnsignedDataObjectProperties></xades:UnsignedProperties>";
    const auto with_other = replaced(xml, "</xades:QualifyingProperties>",
                                     std::string{kOther} + "</xades:QualifyingProperties>");
    const auto facts = read(with_time(as_bytes(with_other)));
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-T");
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
}

TEST(XadesAugmentation, refuses_signatures_without_properties_of_their_own) {
    const auto xml = text(sign(plan_for()));
    const auto old =
        replaced(xml, "http://uri.etsi.org/01903/v1.3.2#", "http://uri.etsi.org/01903/v1.2.2#");
    EXPECT_EQ(
        Ascent { as_bytes(old) } -> with_unsigned({{0, "<a/>"}}).error().reason,
        "signature-not-extendable");
    const auto begin = xml.find("<ds:Object>");
    const auto bare = xml.substr(0, begin) + xml.substr(xml.find("</ds:Signature>"));
    EXPECT_EQ(
        Ascent { as_bytes(bare) } -> with_unsigned({{0, "<a/>"}}).error().reason,
        "signature-not-extendable");
    EXPECT_EQ(
        Ascent { as_bytes(bare) } -> archive_timestamp_digest(0, DigestAlgorithm::sha256)
            .error()
            .reason,
        "signature-not-extendable");
}

}  // namespace
}  // namespace mohur::signing::xades
