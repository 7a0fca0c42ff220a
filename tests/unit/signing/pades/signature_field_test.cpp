// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/reader.h"

#include "tests/unit/signing/pades/signed_document.h"

#include <gtest/gtest.h>

namespace mohur::signing::pades {
namespace {

using mohur::testing::one_page;
using mohur::testing::PdfBuilder;
using mohur::testing::run;

/// A document with an empty signature field "Rəis" and a text field "Ad"; `entries` go into the
/// signature field.
Bytes with_field(const std::string& entries = "", const std::string& more_fields = "") {
    auto builder = one_page(PdfBuilder::Xref::table, "1.7",
                            "/AcroForm << /Fields [10 0 R 11 0 R " + more_fields + "] >>",
                            "/Annots [10 0 R 11 0 R]");
    builder.object(10,
                   "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Reis) /F 4 /P 3 0 R /Rect [50 "
                   "50 250 120] " +
                       entries + " >>");
    builder.object(11,
                   "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Ad) /F 4 /P 3 0 R /Rect [50 "
                   "200 250 220] >>");
    return builder.finish();
}

SignatureFieldPlan into(const std::string& name) {
    auto plan = field_plan();
    plan.field_name = name;
    return plan;
}

std::string refusal(const Bytes& file, const SignatureFieldPlan& plan) {
    const auto revision = append_signature_field(MemorySource{file}, plan, {});
    return revision ? "" : revision.error().reason;
}

std::size_t count_of(const Bytes& file, std::string_view text) {
    std::size_t count = 0;
    const auto all = as_text(file);
    for (auto at = all.find(text); at != std::string_view::npos; at = all.find(text, at + 1)) {
        ++count;
    }
    return count;
}

TEST(SignatureField, FillsThePresentOne) {
    const OutsideSigner signer;
    const auto input = with_field();
    const auto file = sign_document(signer, input, "-cades", into("Reis"));
    EXPECT_TRUE(equal(BytesView{file}.first(input.size()), input));
    EXPECT_EQ(count_of(file, "/FT /Sig"), 2U) << "the field again, and no other";
    const auto facts = read_document(file);
    ASSERT_TRUE(facts);
    ASSERT_EQ(facts->signatures.size(), 1U);
    EXPECT_TRUE(facts->signatures[0].intact());
    const auto path = signer.folder().write("signed.pdf", file);
    EXPECT_EQ(run("qpdf --check " + path.string()).status, 0);
    const auto judged = run("pdfsig -nocert " + path.string()).output;
    EXPECT_NE(judged.find("Signature is Valid"), std::string::npos) << judged;
    EXPECT_EQ(refusal(file, into("Reis")), "pdf-field-signed");
}

// An earlier signer let the field be filled; the verdict on it must not suffer.
TEST(SignatureField, FillingItHarmsNoEarlierSignature) {
    const OutsideSigner signer;
    const auto once = sign_document(signer, with_field());
    const auto twice = sign_document(signer, once, "-cades", into("Reis"));
    const auto facts = read_document(twice);
    ASSERT_EQ(facts->signatures.size(), 2U);
    for (const auto& signature : facts->signatures) {
        EXPECT_EQ(signature.pdf_modifications, std::vector<std::string>{});
    }
}

TEST(SignatureField, FillsAFieldWhoseWidgetIsItsKid) {
    const OutsideSigner signer;
    auto builder = one_page(PdfBuilder::Xref::stream, "1.7", "/AcroForm << /Fields [10 0 R] >>",
                            "/Annots [11 0 R]");
    builder.object(10, "<< /FT /Sig /T (Reis) /Kids [11 0 R] >>");
    builder.object(11, "<< /Type /Annot /Subtype /Widget /Parent 10 0 R /F 4 /Rect [1 1 99 50] >>");
    const auto file = sign_document(signer, builder.finish(), "-cades", into("Reis"));
    EXPECT_TRUE(read_document(file)->signatures.front().intact());
}

TEST(SignatureField, RefusesWhatIsNoEmptySignatureField) {
    EXPECT_EQ(refusal(with_field(), into("Ad")), "pdf-field-exists");
    EXPECT_EQ(refusal(with_field("/Ff 1"), into("Reis")), "pdf-field-read-only");
    EXPECT_EQ(refusal(with_field(), into("Yeni.sahə")), "pdf-field-exists");
    EXPECT_EQ(refusal(with_field(), into("Yeni")), "");
}

TEST(SignatureField, LockBecomesAFieldMdp) {
    const OutsideSigner signer;
    const auto file = sign_document(
        signer, with_field("/Lock << /Type /SigFieldLock /Action /Include /Fields [(Ad)] >>"),
        "-cades", into("Reis"));
    EXPECT_EQ(count_of(file, "/TransformMethod /FieldMDP"), 1U);
    EXPECT_TRUE(read_document(file)->signatures.front().intact());
    // Filling the locked field behind the signature is seen.
    auto update = update_of(file);
    update.object(11,
                  "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Ad) /F 4 /P 3 0 R /Rect [50 "
                  "200 250 220] /V (Vali) >>");
    const auto changed = read_document(update.finish());
    EXPECT_EQ(changed->signatures.front().pdf_modifications,
              std::vector<std::string>{"undefined-object-changes"});
}

TEST(SignatureField, ALockOfAllFieldsForbidsFurtherSignaturesButNoTimestamp) {
    const OutsideSigner signer;
    const auto file =
        sign_document(signer, with_field("/Lock << /Action /All >>"), "-cades", into("Reis"));
    EXPECT_EQ(refusal(file, into("")), "pdf-field-locked");
    auto stamp = into("");
    stamp.document_timestamp = true;
    EXPECT_EQ(refusal(file, stamp), "");
    const auto stamped = sign_document(signer, file, "-cades", stamp);
    EXPECT_EQ(read_document(stamped)->signatures.front().pdf_modifications,
              std::vector<std::string>{});
}

TEST(SignatureField, CertifiesTheFirstSignatureOnly) {
    const OutsideSigner signer;
    auto plan = into("");
    for (const int level : {1, 2, 3}) {
        plan.certification = level;
        const auto file = sign_document(signer, one_page().finish(), "-cades", plan);
        EXPECT_EQ(count_of(file, "/P " + std::to_string(level) + " /Type"), 1U) << as_text(file);
        EXPECT_EQ(count_of(file, "/DocMDP"), 2U) << "transform and /Perms";
        EXPECT_TRUE(read_document(file)->signatures.front().intact());
        const auto path = signer.folder().write("certified.pdf", file);
        EXPECT_EQ(run("qpdf --check " + path.string()).status, 0);
        EXPECT_EQ(refusal(file, plan),
                  level == 1 ? "pdf-certified-no-changes" : "pdf-certify-not-first");
        EXPECT_EQ(refusal(file, into("")), level == 1 ? "pdf-certified-no-changes" : "");
    }
    const auto approved = sign_document(signer, one_page().finish());
    EXPECT_EQ(refusal(approved, plan), "pdf-certify-not-first");
    for (const int level : {0, 4, -1}) {
        plan.certification = level;
        EXPECT_EQ(refusal(one_page().finish(), plan), "pdf-certification-level");
    }
}

TEST(SignatureField, CertifiesIntoAFieldOfAFormThatIsDirectInTheCatalog) {
    const OutsideSigner signer;
    auto plan = into("Reis");
    plan.certification = 2;
    const auto file = sign_document(signer, with_field("/Lock << /Action /All >>"), "-cades", plan);
    const auto path = signer.folder().write("certified.pdf", file);
    const auto json = run("qpdf --json " + path.string()).output;
    EXPECT_NE(json.find("\"/Perms\""), std::string::npos);
    EXPECT_NE(json.find("\"/SigFlags\""), std::string::npos);
    EXPECT_EQ(count_of(file, "/TransformMethod"), 2U);
}

struct Seed {
    const char* name;
    const char* entries;
    bool met;
};

class SeedValues : public ::testing::TestWithParam<Seed> {};

TEST_P(SeedValues, AreMetOrRefused) {
    auto plan = into("Reis");
    plan.reason = "Təsdiq";
    plan.traits.certificate = Bytes{0xAB, 0xCD};
    plan.traits.timestamped = true;
    const auto file = with_field(std::string{"/SV << /Type /SV "} + GetParam().entries + " >>");
    EXPECT_EQ(refusal(file, plan), GetParam().met ? "" : "pdf-seed-value");
}

INSTANTIATE_TEST_SUITE_P(
    SignatureField, SeedValues,
    ::testing::Values(
        Seed{"None", "", true}, Seed{"FilterOfOthers", "/Ff 1 /Filter /Other", false},
        Seed{"FilterPreferred", "/Filter /Other", true},
        Seed{"SubFilterOurs", "/Ff 2 /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached]", true},
        Seed{"SubFilterOfOthers", "/Ff 2 /SubFilter [/adbe.pkcs7.detached]", false},
        Seed{"Version", "/Ff 4 /V 2.0", true}, Seed{"VersionTooHigh", "/Ff 4 /V 4", false},
        Seed{"ReasonNotListed", "/Ff 8 /Reasons [<FEFF005400590259007300640069007100> (x)]", false},
        Seed{"ReasonAmong", "/Ff 8 /Reasons [<FEFF005402590073006400690071>]", true},
        Seed{"NoReasonWanted", "/Ff 8 /Reasons [(.)]", false},
        Seed{"Attestation", "/Ff 16 /LegalAttestation [(x)]", false},
        Seed{"RevocationData", "/Ff 32 /AddRevInfo true", false},
        Seed{"NoRevocationData", "/Ff 32 /AddRevInfo false", true},
        Seed{"Digest", "/Ff 64 /DigestMethod [(SHA1) (SHA256)]", true},
        Seed{"OtherDigest", "/Ff 64 /DigestMethod [(SHA512)]", false},
        Seed{"LockDocument", "/Ff 128 /LockDocument /true", false},
        Seed{"AppearanceFilter", "/Ff 256 /AppearanceFilter (x)", false},
        Seed{"Certification", "/MDP << /P 2 >>", false}, Seed{"Approval", "/MDP << /P 0 >>", true},
        Seed{"Timestamp", "/TimeStamp << /URL (http://tsa.example) /Ff 1 >>", true},
        Seed{"Signer", "/Cert << /Ff 1 /Subject [<ABCD>] >>", true},
        Seed{"AnotherSigner", "/Cert << /Ff 1 /Subject [<AB>] >>", false},
        Seed{"SignerPreferred", "/Cert << /Subject [<AB>] >>", true},
        Seed{"CertificatePolicy", "/Cert << /Ff 4 /OID [(1.2)] >>", false}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace mohur::signing::pades
