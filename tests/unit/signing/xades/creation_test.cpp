// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/creation.h"

#include "signing/crypto/hash.h"
#include "signing/xmldsig/names.h"
#include "tests/unit/signing/xades/signed_letter.h"

#include <gtest/gtest.h>

namespace mohur::signing::xades {
namespace {

using xmldsig::replaced;
using xmldsig::Workspace;

std::string text(const Bytes& bytes) {
    return std::string{as_text(bytes)};
}

class Creation : public testing::TestWithParam<const char*> {};

TEST_P(Creation, makes_what_xmlsec_verifies_and_refuses_when_touched) {
    const auto xml = text(sign(plan_for(GetParam()), GetParam()));
    const Workspace workspace;
    workspace.write("məktub 1.txt", kLetter);
    EXPECT_TRUE(xmlsec_verifies(workspace, xml, GetParam())) << workspace.read("err.txt");
    EXPECT_FALSE(xmlsec_verifies(workspace, replaced(xml, "10:20:30Z", "10:20:31Z"), GetParam()));
    EXPECT_FALSE(xmlsec_verifies(workspace, replaced(xml, "text/plain", "text/html_"), GetParam()));
    workspace.write("məktub 1.txt", "another letter");
    EXPECT_FALSE(xmlsec_verifies(workspace, xml, GetParam()));
}

TEST_P(Creation, makes_what_our_reader_finds_whole) {
    const auto facts = read(sign(plan_for(GetParam()), GetParam()));
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_TRUE(facts[0].intact());
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-B");
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    EXPECT_EQ(facts[0].errors, std::vector<Finding>{});
}

INSTANTIATE_TEST_SUITE_P(Keys, Creation, testing::Values("signer", "signer-rsa", "seal-ministry"));

TEST(XadesDraft, signs_exactly_the_canonical_signed_info) {
    const auto made = *draft(plan_for());
    EXPECT_TRUE(as_text(made.to_be_signed).starts_with("<ds:SignedInfo xmlns:ds="));
    const auto signed_xml = sign(plan_for());
    EXPECT_EQ(signed_xml.size() - made.xml.size(), to_base64(Bytes(64)).size())
        << "only the value is added: r||s of P-256";
}

TEST(XadesDraft, states_roles_place_and_time_in_seconds) {
    auto plan = plan_for();
    plan.location = "Bakı & \"Gəncə\"";
    plan.claimed_roles = {"Nazir", "<müavin>"};
    const auto facts = read(sign(plan));
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_TRUE(facts[0].intact());
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    EXPECT_EQ(facts[0].claimed_roles, plan.claimed_roles);
    EXPECT_EQ(facts[0].claimed_signing_time, *parse_rfc3339("2026-11-21T10:20:30Z"));
}

TEST(XadesDraft, refuses_plans_that_give_no_signature) {
    auto plan = plan_for();
    plan.signature_id = "0";
    EXPECT_EQ(draft(plan).error().reason, "xades-signature-id");
    plan = plan_for();
    plan.objects.clear();
    EXPECT_EQ(draft(plan).error().reason, "xades-no-object");
    plan = plan_for();
    plan.algorithm = {SignatureScheme::rsa_pss, DigestAlgorithm::sha256, std::nullopt, 20};
    EXPECT_EQ(draft(plan).error().reason, "algorithm-unsupported");
}

TEST(XadesValue, goes_in_once_and_must_fit_the_key) {
    const auto plan = plan_for();
    const auto made = *draft(plan);
    const auto& key = plan.signer.public_key();
    EXPECT_FALSE(with_signature_value(made.xml, plan.algorithm, key, as_bytes("no DER")));
    EXPECT_EQ(with_signature_value(sign(plan), plan.algorithm, key,
                                   xmldsig::hierarchy().sign_digest("signer", "sha256", Bytes(32)))
                  .error()
                  .reason,
              "xades-already-signed");
    EXPECT_TRUE(read(in_asic_document(sign(plan))).at(0).intact());
    EXPECT_EQ(with_signature_value(as_bytes("<a/>"), plan.algorithm, key, Bytes{}).error().code,
              ErrorCode::malformed);
}

TEST(XadesDraft, states_commitments_policy_and_content_time) {
    auto plan = plan_for();
    plan.commitment_types = {"1.2.840.113549.1.9.16.6.1", "2.999.3"};
    plan.policy = SignaturePolicyReference{
        "2.999.1", {DigestAlgorithm::sha256, Bytes(32, 5)}, "http://policy.example/1?a&b"};
    plan.content_timestamps = {token_over(as_bytes(kLetter))};
    const auto xml = sign(plan);
    const auto facts = read(xml);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_TRUE(facts[0].intact());
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    EXPECT_EQ(facts[0].signature_policy_id, "urn:oid:2.999.1");
    ASSERT_EQ(facts[0].timestamps.size(), 1U);
    EXPECT_EQ(facts[0].timestamps[0].type, TimestampType::content);
    EXPECT_TRUE(facts[0].timestamps[0].intact) << codes(facts[0].timestamps[0].errors);
    for (const auto* part :
         {">urn:oid:1.2.840.113549.1.9.16.6.1</xades:Identifier>",
          "Qualifier=\"OIDAsURN\">urn:oid:2.999.3<", "<xades:AllSignedDataObjects/>",
          "<xades:SPURI>http://policy.example/1?a&amp;b</xades:SPURI>"}) {
        EXPECT_NE(text(xml).find(part), std::string::npos) << part;
    }
}

TEST(XadesDraft, refuses_statements_that_are_no_identifiers) {
    for (const auto* wrong : {"", "x", "1", "3.1.2", "1.2.", "1.2.3 "}) {
        auto plan = plan_for();
        plan.commitment_types = {wrong};
        EXPECT_EQ(draft(plan).error().reason, "signing-request-invalid") << wrong;
    }
    auto plan = plan_for();
    plan.policy = SignaturePolicyReference{"1.2.3", {DigestAlgorithm::sha256, Bytes(31)}, {}};
    EXPECT_EQ(draft(plan).error().reason, "signing-request-invalid");
}

// What the reader digests is what the writer gave out to be digested.
TEST(XadesDraft, covers_a_document_without_the_signatures_in_it) {
    const std::string before = "<!-- a --><r xmlns:ds='urn:other'><a>\n</a>";
    const auto document = xmldsig::parse(before + "</r>");
    std::string octets;
    ASSERT_TRUE(write_without_signatures(
        document, [&](BytesView piece) { octets += std::string{as_text(piece)}; }));
    EXPECT_EQ(octets, "<r><a>\n</a></r>");
    auto plan = plan_for();
    plan.objects = {{"", "text/xml", digest_of(DigestAlgorithm::sha256, as_bytes(octets)),
                     ObjectTransform::without_signatures}};
    const auto xml = before + text(sign(plan)) + "</r>";
    const auto facts = read(xml);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_TRUE(facts[0].intact()) << codes(facts[0].errors);
    EXPECT_FALSE(facts[0].scopes.at(0).partial);
    const Workspace workspace;
    EXPECT_TRUE(xmlsec_verifies(workspace, xml, "signer")) << workspace.read("err.txt");
    EXPECT_FALSE(xmlsec_verifies(workspace, replaced(xml, "<a>", "<a> "), "signer"));
}

TEST(XadesDraft, covers_objects_inside) {
    const auto nodes = node_object("o", "text/xml", "<n:a xmlns:n='urn:n'><b/></n:a>");
    const auto parsed = xmldsig::parse(nodes);
    const auto canonical = *xml::canonicalize(xml::NodeSet::subtree(parsed, parsed.root(), false),
                                              {xml::CanonicalForm::exclusive, false, {}});
    const std::pair<std::string, ReferencedObject> kObjects[] = {
        {base64_object("o", "text/plain", as_bytes(kLetter)),
         {"#o", "text/plain", digest_of(DigestAlgorithm::sha256, as_bytes(kLetter)),
          ObjectTransform::base64, std::string{xmldsig::kObjectType}}},
        {nodes,
         {"#o", "text/xml", digest_of(DigestAlgorithm::sha256, canonical),
          ObjectTransform::canonical, std::string{xmldsig::kObjectType}}}};
    for (const auto& [markup, reference] : kObjects) {
        auto plan = plan_for();
        plan.objects = {reference};
        const auto xml = replaced(text(sign(plan)), "</ds:Signature>", markup + "</ds:Signature>");
        const auto facts = read(xml);
        ASSERT_EQ(facts.size(), 1U);
        EXPECT_TRUE(facts[0].intact()) << codes(facts[0].errors);
        EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
        const Workspace workspace;
        EXPECT_TRUE(xmlsec_verifies(workspace, xml, "signer")) << workspace.read("err.txt");
    }
}

}  // namespace
}  // namespace mohur::signing::xades
