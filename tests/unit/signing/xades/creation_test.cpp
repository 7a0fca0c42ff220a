// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/creation.h"

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
    EXPECT_EQ(with_signature_value(as_bytes("<a/>"), plan.algorithm, key, Bytes{}).error().code,
              ErrorCode::malformed);
}

TEST(XadesTimestamp, covers_the_canonical_signature_value) {
    const auto xml = sign(plan_for());
    const auto octets = *signature_timestamp_input(xml);
    EXPECT_TRUE(as_text(octets).starts_with("<ds:SignatureValue xmlns:ds="));
    const auto stamped = *with_signature_timestamp(xml, token_over(octets));
    const auto facts = read(stamped);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-T");
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    ASSERT_EQ(facts[0].timestamps.size(), 1U);
    EXPECT_TRUE(facts[0].timestamps[0].intact) << codes(facts[0].timestamps[0].errors);
    EXPECT_EQ(facts[0].timestamps[0].type, TimestampType::signature);
}

TEST(XadesMaterial, is_added_behind_without_touching_what_was_signed) {
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

TEST(XadesMaterial, may_be_certificates_alone) {
    const auto xml = with_time(sign(plan_for()));
    const auto longer = with_validation_data(xml, {certificate_of("root")}, {}, {});
    ASSERT_TRUE(longer);
    const auto facts = read(*longer);
    EXPECT_EQ(facts[0].structure_valid, true) << codes(facts[0].warnings);
    EXPECT_EQ(facts[0].format, "XAdES-BASELINE-T");
}

}  // namespace
}  // namespace mohur::signing::xades
