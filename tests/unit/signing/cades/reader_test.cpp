// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/reader.h"

#include "tests/support/pki/openssl_command.h"
#include "tests/support/pki/test_identity.h"
#include "tests/unit/signing/cades/cades_fixture.h"

namespace mohur::signing::cades {
namespace {

TEST(CadesReader, ReadsADetachedSignatureOverASuppliedFile) {
    const auto facts =
        read_file({.signers = {sign()}}, with_content({supplied(kContent, "a.txt")}));
    EXPECT_EQ(facts.container, ContainerKind::cades);
    ASSERT_EQ(facts.signatures.size(), 1U);
    const auto& signature = facts.signatures[0];
    EXPECT_TRUE(signature.intact());
    EXPECT_EQ(signature.id, "S0");
    EXPECT_EQ(signature.form, SignatureForm::cades);
    EXPECT_EQ(signature.format, "CAdES-BASELINE-B");
    EXPECT_EQ(signature.signing_certificate, certificate("signer"));
    EXPECT_EQ(signature.claimed_signing_time, test_now());
    EXPECT_EQ(signature.structure_valid, true);
    ASSERT_EQ(signature.scopes.size(), 1U);
    EXPECT_EQ(signature.scopes[0].name, "a.txt");
    EXPECT_EQ(signature.scopes[0].digest, digest(as_bytes(kContent)));
    EXPECT_TRUE(signature.errors.empty());
}

TEST(CadesReader, ReadsAnAttachedSignature) {
    const CmsFile file{.signers = {sign()}, .content = to_bytes(as_bytes(kContent))};
    EXPECT_TRUE(read_first(file, {}).intact());
    // What the caller supplies does not stand in for what is inside.
    EXPECT_TRUE(read_first(file, with_content({supplied("other")})).intact());
    const CmsFile tampered{.signers = {sign()}, .content = to_bytes(as_bytes("other"))};
    const auto facts = read_first(tampered, with_content());
    EXPECT_FALSE(facts.intact());
    EXPECT_TRUE(facts.signature_value_valid);
    EXPECT_TRUE(facts.references[0].found);
    EXPECT_FALSE(facts.references[0].intact);
}

TEST(CadesReader, ReadsOverDigestsAlone) {
    const CmsFile file{.signers = {sign()}};
    const auto sha512 = digest(as_bytes(kContent), DigestAlgorithm::sha512);
    const auto sha256 = digest(as_bytes(kContent));
    EXPECT_TRUE(read_first(file, with_content({{{}, nullptr, {sha512, sha256}}})).intact());
    const auto missing = read_first(file, with_content({{{}, nullptr, {sha512}}}));
    EXPECT_FALSE(missing.intact());
    EXPECT_FALSE(missing.references[0].found);
}

TEST(CadesReader, WithoutContentNothingIsIntact) {
    const auto facts = read_first({.signers = {sign()}}, {});
    EXPECT_FALSE(facts.intact());
    EXPECT_TRUE(facts.signature_value_valid);
    ASSERT_EQ(facts.references.size(), 1U);
    EXPECT_FALSE(facts.references[0].found);
    EXPECT_FALSE(facts.references[0].intact);
}

TEST(CadesReader, OfSeveralContentsTheUnnamedOrTheMatchingOneIsTaken) {
    const CmsFile file{.signers = {sign()}};
    const auto matching = with_content({supplied("x", "x.txt"), supplied(kContent, "letter.txt")});
    EXPECT_EQ(read_first(file, matching).scopes[0].name, "letter.txt");
    EXPECT_TRUE(read_first(file, matching).intact());
    const auto unnamed = with_content({supplied("x"), supplied(kContent, "letter.txt")});
    EXPECT_FALSE(read_first(file, unnamed).intact());
    const auto neither = with_content({supplied("x", "x.txt"), supplied("y", "y.txt")});
    EXPECT_FALSE(read_first(file, neither).references[0].found);
}

TEST(CadesReader, ReadsEverySigner) {
    auto other = sign_attributes(*signed_attributes(plan()), "executor");
    CmsFile file{.signers = {sign(), other}};
    file.certificates.push_back(test_pki().certificate("executor"));
    const auto facts = read_file(file);
    ASSERT_EQ(facts.signatures.size(), 2U);
    EXPECT_TRUE(facts.signatures[0].intact());
    // The executor's value stands over a reference to the signer's certificate.
    EXPECT_FALSE(facts.signatures[1].intact());
    EXPECT_TRUE(facts.signatures[1].signature_value_valid);
    EXPECT_FALSE(facts.signatures[1].signing_certificate_reference_matches);
    EXPECT_EQ(facts.signatures[1].id, "S1");
}

TEST(CadesReader, WithoutTheCertificateTheDigestIsStillCompared) {
    CmsFile file{.signers = {sign()}};
    file.certificates = {test_pki().certificate("executor")};
    const auto facts = read_first(file);
    EXPECT_FALSE(facts.intact());
    EXPECT_FALSE(facts.signing_certificate);
    EXPECT_TRUE(facts.references[0].intact);
    EXPECT_EQ(facts.format, "CAdES-BES");
    auto options = with_content();
    options.extra_certificates = {certificate("signer")};
    EXPECT_TRUE(read_first(file, options).intact());
}

TEST(CadesReader, ADamagedValueIsSeen) {
    CmsFile file{.signers = {sign()}};
    file.signers[0].value = sign({plan(as_bytes("other"))}).value;
    const auto facts = read_first(file);
    EXPECT_FALSE(facts.intact());
    EXPECT_FALSE(facts.signature_value_valid);
    EXPECT_TRUE(facts.references[0].intact);
}

TEST(CadesReader, ADuplicateSignedAttributeMakesTheBindingAmbiguous) {
    auto what = plan();
    what.more_signed_attributes = {
        cms_attribute("1.2.840.113549.1.9.5", der::time(test_now() + std::chrono::hours{1}))};
    const auto facts = read_first({.signers = {sign(what)}});
    EXPECT_FALSE(facts.intact());
    EXPECT_FALSE(facts.binding_unambiguous);
    EXPECT_TRUE(has_finding(facts.errors, "signed-attribute-not-unique"));
}

TEST(CadesReader, ReadsPolicyAndRoles) {
    auto what = plan();
    const Bytes hash = der::sequence(
        {der::algorithm(oid_of(DigestAlgorithm::sha256)), der::octet_string(Bytes(32, 1))});
    const Bytes role = cms_attribute("2.5.4.72", der::utf8_string("Nazir"));
    const Bytes claimed = der::element(tag::context_set(0), der::sequence({role}));
    what.more_signed_attributes = {
        cms_attribute("1.2.840.113549.1.9.16.2.15", der::sequence({der::oid("1.2.3.4"), hash})),
        cms_attribute("0.4.0.19122.1.1", der::sequence({claimed}))};
    const auto facts = read_first({.signers = {sign(what)}});
    EXPECT_TRUE(facts.intact());
    EXPECT_EQ(facts.signature_policy_id, "1.2.3.4");
    EXPECT_EQ(facts.claimed_roles, std::vector<std::string>{"Nazir"});

    what.more_signed_attributes = {cms_attribute("1.2.840.113549.1.9.16.2.15", der::null())};
    const auto implied = read_first({.signers = {sign(what)}});
    EXPECT_FALSE(implied.signature_policy_id);
    EXPECT_EQ(implied.structure_valid, true);

    what.more_signed_attributes = {cms_attribute("1.2.840.113549.1.9.16.2.15", der::integer(1))};
    EXPECT_EQ(read_first({.signers = {sign(what)}}).structure_valid, false);
}

TEST(CadesReader, MaterialOfAttributesIsCollected) {
    auto signer = sign();
    const Bytes crls = der::element(tag::context_set(0), der::sequence({test_pki().crl("root")}));
    const Bytes ocsps = der::element(
        tag::context_set(1), der::sequence({test_pki().ocsp_response_for("signer"), der::null()}));
    signer.unsigned_attributes = {
        cms_attribute("1.2.840.113549.1.9.16.2.23",
                      der::sequence({test_pki().certificate("issuing-ca"), der::null()})),
        cms_attribute("1.2.840.113549.1.9.16.2.24", der::sequence({crls, ocsps}))};
    const auto facts = read_first({.signers = {signer}});
    EXPECT_EQ(facts.certificates.size(), 2U);
    EXPECT_EQ(facts.crls.size(), 1U);
    EXPECT_EQ(facts.ocsp_responses.size(), 1U);
    EXPECT_TRUE(has_finding(facts.warnings, "certificate-undecodable"));
    EXPECT_TRUE(has_finding(facts.warnings, "ocsp-undecodable"));
}

TEST(CadesReader, ReadsWhatOpenSslSigned) {
    const testing::ScratchFolder folder;
    const auto signer = testing::make_identity({.key = testing::TestKey::rsa()});
    ASSERT_TRUE(testing::run_openssl(
        {"cms", "-sign", "-binary", "-cades", "-outform", "DER", "-nodetach", "-in",
         folder.write("in", kContent), "-signer", folder.write("c.pem", signer.certificate_pem()),
         "-inkey", folder.write("k.pem", signer.key.pem()), "-out", folder.path("out")}));
    const auto facts = read(folder.read("out"), {});
    ASSERT_TRUE(facts);
    EXPECT_TRUE(facts->signatures.at(0).intact());
    EXPECT_EQ(facts->signatures[0].format, "CAdES-BASELINE-B");
}

TEST(CadesReader, ReadsBareTokensAndResponses) {
    const Bytes token = token_over(as_bytes(kContent));
    const Bytes response = der::sequence({der::sequence({der::integer(0)}), token});
    for (const auto& file : {token, response}) {
        const auto facts = read(file, with_content());
        ASSERT_TRUE(facts);
        EXPECT_EQ(facts->container, ContainerKind::tst);
        EXPECT_TRUE(facts->signatures.empty());
        ASSERT_EQ(facts->timestamps.size(), 1U);
        EXPECT_TRUE(facts->timestamps[0].intact);
        EXPECT_EQ(facts->timestamps[0].time, test_now());
        EXPECT_FALSE(read(file, {})->timestamps[0].imprint_found);
        const auto other = read(file, with_content({supplied("other")}));
        EXPECT_TRUE(other->timestamps[0].imprint_found);
        EXPECT_FALSE(other->timestamps[0].intact);
        EXPECT_TRUE(other->timestamps[0].token_intact);
    }
}

TEST(CadesReader, EmbeddedEvidenceRecordsAreListedAsNotJudged) {
    auto second = sign();
    second.unsigned_attributes = {
        cms_attribute("1.2.840.113549.1.9.16.2.50", der::sequence({der::integer(1)}))};
    const auto facts = read_file({.signers = {sign(), second}});
    ASSERT_EQ(facts.evidence_records.size(), 1U);
    EXPECT_EQ(facts.evidence_records[0].covers, (std::vector<std::string>{"S0", "S1"}));
    EXPECT_FALSE(facts.evidence_records[0].intact);
    EXPECT_TRUE(has_finding(facts.evidence_records[0].errors, "evidence-record-invalid"));
    EXPECT_TRUE(facts.signatures[1].intact());
}

TEST(CadesReader, RefusesWhatIsNoCms) {
    EXPECT_FALSE(read({}, {}));
    EXPECT_FALSE(read(as_bytes("not a signature"), {}));
    EXPECT_FALSE(read(der::sequence({der::sequence({der::integer(2)})}), {}));
    Bytes behind = CmsFile{.signers = {sign()}}.encoding();
    behind.push_back(0);
    EXPECT_TRUE(read(behind, {}));
    behind.push_back(1);
    EXPECT_FALSE(read(behind, {}));
}

}  // namespace
}  // namespace mohur::signing::cades
