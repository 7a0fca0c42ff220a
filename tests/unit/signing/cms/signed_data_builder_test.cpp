// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cms/signed_data_builder.h"

#include "tests/unit/signing/cms/cms_fixture.h"

namespace mohur::signing {
namespace {

using testing::make_identity;
using testing::TestKey;

bool openssl_verifies(const Bytes& encoded, const testing::TestIdentity& signer,
                      const std::string& content) {
    const testing::ScratchFolder folder;
    return testing::run_openssl({"cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in",
                                 folder.write("cms", encoded), "-content",
                                 folder.write("content", content), "-CAfile",
                                 folder.write("ca.pem", signer.certificate_pem()), "-purpose",
                                 "any", "-out", folder.path("out")});
}

TEST(SignedDataBuilder, WritesWhatOpenSslAndOurOwnCoreVerify) {
    for (const auto& key : {TestKey::ec("P-256"), TestKey::ec("P-384"), TestKey::rsa()}) {
        const auto signer = make_identity({.key = key});
        const Bytes encoded = sign_plan(plan_for(signer), key);
        EXPECT_TRUE(is_der(encoded));
        EXPECT_TRUE(openssl_verifies(encoded, signer, kContent));
        EXPECT_FALSE(openssl_verifies(encoded, signer, kContent + "."));
        const auto data = SignedData::parse(encoded, {});
        ASSERT_TRUE(data);
        EXPECT_TRUE(all_hold(check_of(*data)));
        EXPECT_EQ(data->signers()[0].signing_time(), parse_rfc3339("2026-08-22T10:00:00Z").value());
    }
}

TEST(SignedDataBuilder, WritesPssWithItsParameters) {
    const auto signer = make_identity({.key = TestKey::rsa()});
    auto plan = plan_for(signer);
    plan.algorithm = {SignatureScheme::rsa_pss, DigestAlgorithm::sha384, {}, 20};
    plan.message_digest = content_digest(DigestAlgorithm::sha384);
    const Bytes encoded = sign_plan(plan, signer.key);
    EXPECT_TRUE(openssl_verifies(encoded, signer, kContent));
    const auto data = SignedData::parse(encoded, {});
    ASSERT_TRUE(data);
    EXPECT_EQ(data->signers()[0].signature_algorithm()->salt_length, 20);
    EXPECT_TRUE(all_hold(check_of(*data, content_digest(DigestAlgorithm::sha384))));
}

TEST(SignedDataBuilder, WritesEd25519WithSha512) {
    const auto signer = make_identity({.key = TestKey::ed25519()});
    const auto data = SignedData::parse(sign_plan(plan_for(signer), signer.key), {});
    ASSERT_TRUE(data);
    EXPECT_TRUE(all_hold(check_of(*data, content_digest(DigestAlgorithm::sha512))));
}

TEST(SignedDataBuilder, PutsContentChainAndAttributesInPlace) {
    const auto root = testing::make_root();
    const auto signer = make_identity({}, &root);
    auto plan = plan_for(signer);
    plan.chain = {root.certificate, root.certificate};
    plan.attached_content = std::make_shared<MemorySource>(to_bytes(as_bytes(kContent)));
    plan.signing_time.reset();
    plan.more_signed_attributes = {cms_attribute("1.2.3", der::integer(7))};
    const auto attributes = signed_attributes(plan);
    ASSERT_TRUE(attributes);
    const auto unsigned_attribute = cms_attribute("1.2.4", der::integer(8));
    const auto encoded = assemble_signed_data(
        plan, *attributes, signer.key.sign(plan.algorithm, *attributes), {unsigned_attribute});
    ASSERT_TRUE(encoded);
    const auto data = SignedData::parse(*encoded, {});
    ASSERT_TRUE(data);
    EXPECT_TRUE(all_hold(check_of(*data)));
    EXPECT_EQ(as_text(*data->content()), kContent);
    EXPECT_EQ(data->certificates().size(), 2U);
    const auto& info = data->signers()[0];
    EXPECT_FALSE(info.signing_time());
    EXPECT_EQ(info.signed_attribute("1.2.3"), der::integer(7));
    ASSERT_EQ(info.unsigned_attributes().size(), 1U);
    EXPECT_EQ(info.unsigned_attributes()[0].encoding, unsigned_attribute);
}

TEST(SignedDataBuilder, OtherContentTypesRaiseTheVersion) {
    const auto signer = make_identity({});
    auto plan = plan_for(signer);
    plan.content_type = Oid{"1.2.840.113549.1.9.16.1.4"};
    const auto data = SignedData::parse(sign_plan(plan, signer.key), {});
    ASSERT_TRUE(data);
    EXPECT_EQ(data->content_type(), plan.content_type);
    EXPECT_TRUE(all_hold(check_of(*data)));
}

TEST(SignedDataBuilder, RefusesPlansThatCannotVerify) {
    const auto signer = make_identity({});
    auto short_digest = plan_for(signer);
    short_digest.message_digest.value.pop_back();
    auto mixed = plan_for(signer);
    mixed.message_digest = content_digest(DigestAlgorithm::sha512);
    auto edwards = plan_for(signer);
    edwards.algorithm = {SignatureScheme::ed25519, DigestAlgorithm::sha512, {}, {}};
    auto not_der = plan_for(signer);
    not_der.more_signed_attributes = {Bytes{0x30, 0x80, 0x00, 0x00}};
    for (const auto& plan : {short_digest, mixed, edwards, not_der}) {
        EXPECT_EQ(signed_attributes(plan).error().reason, "signature-plan-invalid");
    }
    const auto good = plan_for(signer);
    const auto attributes = signed_attributes(good);
    EXPECT_FALSE(assemble_signed_data(good, *attributes, {}));
    EXPECT_FALSE(assemble_signed_data(good, der::null(), Bytes{1}));
}

}  // namespace
}  // namespace mohur::signing
