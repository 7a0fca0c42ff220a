// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/structure_internal.h"

#include "signing/xades/simple_types_internal.h"
#include "tests/unit/signing/xades/signed_letter.h"

#include <gtest/gtest.h>

namespace mohur::signing::xades {
namespace {

using xmldsig::replaced;

StructureJudgement judge(const std::string& xml) {
    const auto document = xmldsig::parse(xml);
    return judge_structure(xmldsig::named(document, "Signature"));
}

const std::string& long_term() {
    static const std::string xml{as_text(with_material(with_time(sign(plan_for()))))};
    return xml;
}

TEST(Structure, of_a_long_term_signature_is_valid) {
    const auto judgement = judge(long_term());
    EXPECT_EQ(judgement.valid, true) << judgement.reason;
}

struct Fault {
    const char* from;
    const char* to;
    const char* reason;
};

class StructureFault : public testing::TestWithParam<Fault> {};

TEST_P(StructureFault, is_found_and_named) {
    const auto& [from, to, reason] = GetParam();
    const auto judgement = judge(replaced(long_term(), from, to));
    EXPECT_EQ(judgement.valid, false);
    EXPECT_NE(judgement.reason.find(reason), std::string::npos) << judgement.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, StructureFault,
    testing::Values(
        Fault{"Id=\"S0\"", "Id=\"0S\"", "Id is not ID"},
        Fault{"Id=\"S0-sv\"", "Id=\"S0\"", "not unique"},
        Fault{"Target=\"#S0\"", "", "required attribute"},
        Fault{"<ds:SignedInfo>", "<ds:SignedInfo Type=\"x\">", "attribute Type"},
        Fault{"<xades:SigningTime>2026", "<xades:SigningTime>26", "not dateTime"},
        Fault{"<xades:IssuerSerialV2>", "<xades:IssuerSerialV2>*", "not base64"},
        Fault{"<ds:DigestValue>", "<ds:DigestValue>*", "not base64"},
        Fault{"<ds:KeyInfo>", "<ds:Object/><ds:KeyInfo>", "unexpected KeyInfo"},
        Fault{"<xades:SignedSignatureProperties>", "<xades:SignedSignatureProperties>text",
              "text between"},
        Fault{"<xades:SigningTime>", "<xades:SigningTime><b/>", "element content"},
        Fault{"<xades:MimeType>", "<xades:Unknown/><xades:MimeType>", "unexpected Unknown"},
        Fault{"<xades:CertificateValues",
              "<y:Unknown xmlns:y=\"http://uri.etsi.org/01903/v1.4.1#\"/><xades:CertificateValues",
              "Unknown: not declared"},
        Fault{"<xades:CRLValues>", "<xades:CRLValues/><xades:CRLValues>",
              "missing EncapsulatedCRLValue"},
        Fault{"<xades:EncapsulatedTimeStamp>", "<xades:Include/><xades:EncapsulatedTimeStamp>",
              "missing EncapsulatedTimeStamp"}));

TEST(Structure, allows_what_other_namespaces_add) {
    const auto xml =
        replaced(long_term(), "<xades:CertificateValues",
                 "<z:own xmlns:z=\"urn:own\"><z:x y=\"1\"/></z:own><xades:CertificateValues");
    const auto judgement = judge(xml);
    EXPECT_EQ(judgement.valid, true) << judgement.reason;
}

TEST(Structure, is_not_judged_for_older_namespaces) {
    const auto judgement = judge(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>"
        "<ds:CanonicalizationMethod Algorithm=\"x\"/><ds:SignatureMethod Algorithm=\"x\"/>"
        "<ds:Reference><ds:DigestMethod "
        "Algorithm=\"x\"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>"
        "<ds:SignatureValue/><ds:Object><q:QualifyingProperties Target=\"\""
        " xmlns:q=\"http://uri.etsi.org/01903/v1.2.2#\"/></ds:Object></ds:Signature>");
    EXPECT_FALSE(judgement.valid);
    EXPECT_FALSE(judgement.reason.empty());
}

TEST(SimpleType, date_time_as_xml_schema_says) {
    for (const auto* good :
         {"2026-11-21T10:20:30Z", "2026-11-21T10:20:30", "2026-11-21T10:20:30.5+04:00",
          "2024-02-29T24:00:00Z", " 2026-11-21T00:00:00-14:00\n", "-0044-03-15T12:00:00Z",
          "12026-01-01T00:00:00Z"}) {
        EXPECT_TRUE(is_of_simple_type(good, "dateTime")) << good;
    }
    for (const auto* bad :
         {"", "2026-11-21", "26-11-21T10:20:30Z", "2026-13-21T10:20:30Z", "2026-04-31T10:20:30Z",
          "2026-11-21T25:00:00Z", "2026-11-21T24:00:01Z", "2026-11-21T10:60:00Z",
          "2026-11-21T10:20:60Z", "2026-11-21T10:20:30.Z", "2026-11-21T10:20:30+15:00",
          "2026-11-21T10:20:30+0400", "2026-11-21 10:20:30Z", "2026-11-21T10:20:30Zx"}) {
        EXPECT_FALSE(is_of_simple_type(bad, "dateTime")) << bad;
    }
}

TEST(SimpleType, others) {
    EXPECT_TRUE(is_of_simple_type("_a-1.b", "ID"));
    EXPECT_TRUE(is_of_simple_type("ə1", "ID"));
    for (const auto* bad : {"", "1a", "-a", "a b", "a:b"}) {
        EXPECT_FALSE(is_of_simple_type(bad, "ID")) << bad;
    }
    EXPECT_TRUE(is_of_simple_type("-12", "integer"));
    EXPECT_FALSE(is_of_simple_type("1.2", "integer"));
    EXPECT_FALSE(is_of_simple_type("-", "integer"));
    EXPECT_TRUE(is_of_simple_type("true", "boolean"));
    EXPECT_FALSE(is_of_simple_type("yes", "boolean"));
    EXPECT_TRUE(is_of_simple_type(" \n", "empty"));
    EXPECT_FALSE(is_of_simple_type("x", "empty"));
    EXPECT_TRUE(is_of_simple_type("anything", "string"));
}

}  // namespace
}  // namespace mohur::signing::xades
