// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/reader.h"

#include "signing/crypto/hash.h"
#include "signing/xml/canonical.h"
#include "tests/unit/signing/xades/signed_letter.h"

#include <gtest/gtest.h>

namespace mohur::signing::xades {
namespace {

using xmldsig::replaced;

constexpr const char* kData = "<Data Id=\"data\">signed</Data>";

ReadOptions supplied(SuppliedContent content) {
    ReadOptions options;
    options.contents.push_back(std::move(content));
    return options;
}

TEST(Manifest, entries_are_references_of_their_own) {
    Template parts;
    parts.references = reference_to("#list", "Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"");
    parts.objects =
        "<ds:Object><ds:Manifest Id=\"list\"><ds:Reference URI=\"m%C9%99ktub%201.txt\">"
        "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>" +
        to_base64(digest_of(DigestAlgorithm::sha256, as_bytes(kLetter)).value) +
        "</ds:DigestValue></ds:Reference></ds:Manifest></ds:Object>";
    const auto xml = signed_document(parts);
    const auto good = read(xml);
    ASSERT_EQ(good.size(), 1U);
    EXPECT_TRUE(good[0].intact()) << codes(good[0].errors);
    EXPECT_EQ(good[0].references.size(), 3U);
    EXPECT_EQ(good[0].scopes[0].name, "məktub 1.txt");
    const auto other = std::make_shared<MemorySource>(to_bytes(as_bytes("another letter")));
    const auto wrong = read(xml, supplied({"məktub 1.txt", other, {}}));
    EXPECT_TRUE(wrong[0].references[0].intact) << "the manifest itself";
    EXPECT_FALSE(wrong[0].intact());
    EXPECT_FALSE(read(xml, ReadOptions{})[0].intact());
}

TEST(SignaturePolicy, is_told_apart_from_the_implied_one) {
    Template parts;
    parts.before = kData;
    const auto base = signing_certificate_v2(certificate_of("signer"));
    parts.signing_certificate =
        base +
        "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>"
        "<xades:Identifier Qualifier=\"OIDAsURN\"> urn:oid:1.2.3 "
        "</xades:Identifier></xades:SigPolicyId>"
        "<xades:SigPolicyHash><ds:DigestMethod "
        "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
        "<ds:DigestValue>AAAA</ds:DigestValue></xades:SigPolicyHash></xades:SignaturePolicyId>"
        "</xades:SignaturePolicyIdentifier>";
    const auto facts = read(signed_document(parts))[0];
    EXPECT_EQ(facts.signature_policy_id, "urn:oid:1.2.3");
    EXPECT_EQ(facts.structure_valid, true) << facts.warnings[0].text;
    parts.signing_certificate = base +
                                "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyImplied/>"
                                "</xades:SignaturePolicyIdentifier>";
    EXPECT_FALSE(read(signed_document(parts))[0].signature_policy_id);
}

TEST(PlainXmlSignature, is_read_without_properties) {
    Template parts;
    parts.before = kData;
    auto xml = parts.document();
    const auto begin = xml.find("<ds:Object><xades:");
    const auto end = xml.find("</ds:Object>", begin) + 12;
    xml.erase(begin, end - begin);
    const auto reference = xml.rfind("<ds:Reference ");
    xml.erase(reference, xml.find("</ds:Reference>", reference) + 15 - reference);
    const xmldsig::Workspace workspace;
    const auto facts = read(xmlsec_sign(workspace, xml, "signer", "sig"));
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_TRUE(facts[0].intact());
    EXPECT_EQ(facts[0].format, "XML-NOT-ETSI");
    EXPECT_FALSE(facts[0].signing_certificate_reference_present);
}

}  // namespace
}  // namespace mohur::signing::xades
