// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cms/signed_data.h"
#include "tests/support/pki/openssl_command.h"
#include "tests/support/pki/test_identity.h"
#include "tests/unit/signing/creation/signing_bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing {
namespace {

using testing::bench_certificate;
using testing::bench_moment;
using testing::bench_pki;
using testing::data_object;
using testing::facts_of;
using testing::SigningBench;
using testing::verdict_of;

constexpr auto kAttached = CreationFormat::cades_attached;
constexpr auto kDetached = CreationFormat::cades_detached;

std::vector<DataObject> beside(const SigningRequest& request) {
    return request.format == kDetached ? request.data : std::vector<DataObject>{};
}

struct Case {
    const char* name;
    CreationFormat format;
    SignatureLevel level;
    const char* signer;
    const char* found;
};

class Cades : public ::testing::TestWithParam<Case> {};

TEST_P(Cades, IsSignedAndPasses) {
    SigningBench bench;
    const auto request = bench.request(GetParam().format, GetParam().level, GetParam().signer);
    const auto file = bench.run(request, GetParam().signer);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    const auto verdict = verdict_of(*file, beside(request));
    ASSERT_EQ(verdict.signatures.size(), 1U);
    const auto& facts = verdict.signatures[0].facts;
    EXPECT_EQ(facts.format, GetParam().found);
    EXPECT_TRUE(facts.intact());
    EXPECT_EQ(facts.structure_valid, true);
    EXPECT_TRUE(facts.warnings.empty());
    EXPECT_EQ(facts.claimed_signing_time, bench_moment());
    if (GetParam().level >= SignatureLevel::LT) {
        EXPECT_EQ(verdict.exit_code(), 0);
    }
    EXPECT_TRUE(is_der(*file));
}

INSTANTIATE_TEST_SUITE_P(
    SignatureEngine, Cades,
    ::testing::Values(
        Case{"AttachedB", kAttached, SignatureLevel::B, "signer", "CAdES-BASELINE-B"},
        Case{"AttachedT", kAttached, SignatureLevel::T, "signer", "CAdES-BASELINE-T"},
        Case{"AttachedLt", kAttached, SignatureLevel::LT, "signer", "CAdES-BASELINE-LT"},
        Case{"AttachedLta", kAttached, SignatureLevel::LTA, "signer", "CAdES-BASELINE-LTA"},
        Case{"AttachedLtaRsa", kAttached, SignatureLevel::LTA, "signer-rsa", "CAdES-BASELINE-LTA"},
        Case{"DetachedB", kDetached, SignatureLevel::B, "signer", "CAdES-BASELINE-B"},
        Case{"DetachedT", kDetached, SignatureLevel::T, "signer", "CAdES-BASELINE-T"},
        Case{"DetachedLt", kDetached, SignatureLevel::LT, "executor", "CAdES-BASELINE-LT"},
        Case{"DetachedLta", kDetached, SignatureLevel::LTA, "seal-ministry", "CAdES-BASELINE-LTA"}),
    [](const auto& tested) { return tested.param.name; });

TEST(CadesSigner, PutsMaterialIntoTheSignedData) {
    SigningBench bench;
    const auto file = bench.run(bench.request(kAttached, SignatureLevel::LT)).value();
    const auto data = SignedData::parse(file, {}).value();
    EXPECT_FALSE(data.ocsp_responses().empty());
    EXPECT_GE(data.certificates().size(), 3U) << "signer, issuers, responder";
    // RFC 5652 clause 5.1: OtherRevocationInfoFormat asks for version 5.
    EXPECT_EQ(data.fields().version, der::integer(5));
    for (const auto& attribute : data.signers()[0].unsigned_attributes()) {
        EXPECT_EQ(attribute.type, "1.2.840.113549.1.9.16.2.14") << "the timestamp and nothing else";
    }
}

TEST(CadesSigner, AsksForAnswersAfterTheTimestampAndStampsTheArchiveLast) {
    SigningBench bench;
    ASSERT_EQ(bench.outcome(bench.request(kDetached, SignatureLevel::LTA)), "");
    const auto& paths = bench.fetcher.paths;
    EXPECT_EQ(paths.front(), "/tsa");
    EXPECT_EQ(paths.back(), "/tsa");
    EXPECT_EQ(std::ranges::count(paths, "/tsa"), 2);
}

TEST(CadesSigner, IsAcceptedByOpenssl) {
    SigningBench bench;
    const mohur::testing::ScratchFolder folder;
    const auto root = folder.write("root.pem", bench_pki().certificate_pem("root"));
    for (const auto* signer : {"signer", "signer-rsa"}) {
        for (const auto level : {SignatureLevel::B, SignatureLevel::LTA}) {
            const auto request = bench.request(kDetached, level, signer);
            const auto cms = folder.write("cms", bench.run(request, signer).value());
            const auto verify = [&](const std::string& content) {
                return mohur::testing::run_openssl(
                    {"cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", cms,
                     "-content", content, "-CAfile", root, "-purpose", "any", "-attime",
                     std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                        bench_moment().time_since_epoch())
                                        .count()),
                     "-out", folder.path("out")});
            };
            EXPECT_TRUE(verify(folder.write("content", std::string{"Salam"})));
            EXPECT_FALSE(verify(folder.write("content", std::string{"Salam!"})));
        }
    }
}

TEST(CadesSigner, MakesPssWithEveryDigest) {
    SigningBench bench;
    for (const auto digest :
         {DigestAlgorithm::sha256, DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
        auto request = bench.request(kAttached, SignatureLevel::B, "signer-rsa");
        request.algorithm = {SignatureScheme::rsa_pss, digest, digest,
                             static_cast<int>(digest_size(digest))};
        const auto prepared = bench.engine.prepare(request).value();
        std::string name{to_string(digest)};
        std::erase(name, '-');
        const auto value = bench_pki().sign_digest(
            "signer-rsa", name, prepared.to_be_signed_digest.value, pkitest::RsaPadding::pss);
        const auto file = bench.engine.complete(request, prepared, value);
        ASSERT_TRUE(file) << name << " " << file.error().reason << file.error().detail;
        EXPECT_EQ(facts_of(*file).signatures[0].algorithm->scheme, SignatureScheme::rsa_pss);
    }
}

struct Curve {
    const char* name;
    mohur::testing::TestKey (*make)();
};

class OtherKeys : public ::testing::TestWithParam<Curve> {};

// Keys that the test PKI has none of; level B needs no services.
TEST_P(OtherKeys, Sign) {
    SigningBench bench;
    const auto identity = mohur::testing::make_identity(
        {.key = GetParam().make(), .extensions = {{"keyUsage", "critical,digitalSignature"}}});
    auto request = bench.request(kDetached, SignatureLevel::B);
    request.signer = identity.certificate;
    request.chain = {};
    request.algorithm = identity.key.algorithm();
    const auto prepared = bench.engine.prepare(request);
    ASSERT_TRUE(prepared) << prepared.error().reason;
    const auto value = identity.key.sign(request.algorithm, prepared->to_be_signed);
    const auto file = bench.engine.complete(request, *prepared, value);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    EXPECT_TRUE(facts_of(*file, request.data).signatures[0].intact());
}

INSTANTIATE_TEST_SUITE_P(
    CadesSigner, OtherKeys,
    ::testing::Values(Curve{"P521", [] { return mohur::testing::TestKey::ec("P-521"); }},
                      Curve{"P384", [] { return mohur::testing::TestKey::ec("P-384"); }},
                      Curve{"Ed25519", [] { return mohur::testing::TestKey::ed25519(); }}),
    [](const auto& tested) { return tested.param.name; });

TEST(CadesSigner, Ed25519GoesWithSha512Only) {
    SigningBench bench;
    const auto identity =
        mohur::testing::make_identity({.key = mohur::testing::TestKey::ed25519(),
                                       .extensions = {{"keyUsage", "critical,digitalSignature"}}});
    auto request = bench.request(kDetached, SignatureLevel::B);
    request.signer = identity.certificate;
    request.algorithm = {SignatureScheme::ed25519, DigestAlgorithm::sha256, {}, {}};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signature-algorithm");
}

TEST(CadesSigner, WritesWhatTheSignerSays) {
    SigningBench bench;
    auto request = bench.request(kDetached, SignatureLevel::B);
    request.location = "Bakı";
    request.claimed_roles = {"Nazir", "Sədr"};
    request.commitment_types = {"1.2.840.113549.1.9.16.6.1"};
    request.policy = {
        "2.999.1", {DigestAlgorithm::sha256, Bytes(32, 5)}, "http://policy.example/1"};
    request.content_timestamp = true;
    const auto file = bench.run(request);
    ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
    const auto facts = facts_of(*file, request.data);
    const auto& signature = facts.signatures[0];
    EXPECT_EQ(signature.claimed_roles, request.claimed_roles);
    EXPECT_EQ(signature.signature_policy_id, "2.999.1");
    ASSERT_EQ(signature.timestamps.size(), 1U);
    EXPECT_EQ(signature.timestamps[0].type, TimestampType::content);
    EXPECT_TRUE(signature.timestamps[0].intact);
    const auto data = SignedData::parse(*file, {}).value();
    const auto& signer = data.signers()[0];
    EXPECT_EQ(signer.signed_attribute("0.4.0.1733.2.1"), der::utf8_string("text/plain"));
    EXPECT_EQ(signer.signed_attribute("1.2.840.113549.1.9.16.2.17"),
              der::sequence({der::element(0xA1, der::utf8_string("Bakı"))}));
    EXPECT_EQ(signer.signed_attribute("1.2.840.113549.1.9.16.2.16"),
              der::sequence({der::oid("1.2.840.113549.1.9.16.6.1")}));
}

TEST(CadesSigner, SaysNothingThatIsNotAsked) {
    SigningBench bench;
    auto request = bench.request(kDetached, SignatureLevel::B);
    request.data.front().mime_type.clear();
    const auto data = SignedData::parse(bench.run(request).value(), {}).value();
    EXPECT_EQ(data.signers()[0].signed_attributes().size(), 4U)
        << "content-type, message-digest, signing-certificate-v2, signing-time";
}

TEST(CadesSigner, RefusesStatementsThatAreNoIdentifiers) {
    SigningBench bench;
    for (const auto* wrong : {"", "x", "1", "3.1.2", "1.2.", "1.2.840.113549.1.9.16.6.1 "}) {
        auto request = bench.request(kDetached, SignatureLevel::B);
        request.commitment_types = {wrong};
        EXPECT_EQ(bench.engine.prepare(request).error().reason, "signing-request-invalid") << wrong;
    }
    auto request = bench.request(kDetached, SignatureLevel::B);
    request.policy = {"1.2.3", {DigestAlgorithm::sha256, Bytes(31, 5)}, {}};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signing-request-invalid");
}

class ParallelSigner : public ::testing::TestWithParam<CreationFormat> {};

TEST_P(ParallelSigner, LeavesTheFirstAsItWas) {
    SigningBench bench;
    const auto request = bench.request(GetParam(), SignatureLevel::LTA);
    const auto once = bench.run(request).value();
    auto second = bench.request(GetParam(), SignatureLevel::LT, "seal-ministry");
    if (GetParam() == kAttached) {
        second.data = {data_object("letter.p7m", once)};
    } else {
        second.present_signature = std::make_shared<MemorySource>(once);
    }
    const auto twice = bench.run(second, "seal-ministry");
    ASSERT_TRUE(twice) << twice.error().reason << " " << twice.error().detail;
    const auto verdict = verdict_of(*twice, beside(request));
    ASSERT_EQ(verdict.signatures.size(), 2U);
    EXPECT_EQ(verdict.signatures[0].facts.format, "CAdES-BASELINE-LTA");
    EXPECT_EQ(verdict.signatures[1].facts.format, "CAdES-BASELINE-LT");
    EXPECT_EQ(verdict.exit_code(), 0);
    EXPECT_EQ(SignedData::parse(*twice, {})->signers()[0].encoding(),
              SignedData::parse(once, {})->signers()[0].encoding());
}

INSTANTIATE_TEST_SUITE_P(CadesSigner, ParallelSigner, ::testing::Values(kAttached, kDetached));

TEST(CadesSigner, RefusesToJoinASignatureOverOtherData) {
    SigningBench bench;
    auto request = bench.request(kDetached, SignatureLevel::B);
    const auto once = bench.run(request).value();
    request.present_signature = std::make_shared<MemorySource>(once);
    request.data = {data_object("other.txt", "something else")};
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "present-signature-other-data");
    request.present_signature = std::make_shared<MemorySource>(Bytes{0x30, 0x00});
    EXPECT_FALSE(bench.engine.prepare(request));
    request.format = kAttached;
    EXPECT_EQ(bench.engine.prepare(request).error().reason, "signing-request-invalid");
}

TEST(CadesSigner, NoticesThatThePresentSignatureChangedInBetween) {
    SigningBench bench;
    auto request = bench.request(kDetached, SignatureLevel::B);
    const auto once = bench.run(request).value();
    request.present_signature = std::make_shared<MemorySource>(once);
    const auto prepared = bench.engine.prepare(request).value();
    auto other = once;
    other.back() ^= 1;
    request.present_signature = std::make_shared<MemorySource>(other);
    EXPECT_EQ(bench.engine.complete(request, prepared, bench.sign(prepared)).error().reason,
              "document-changed");
}

// Whoever can alter the stored state cannot make the engine hand out a signature that does not
// hold.
TEST(CadesSigner, NoticesAStateThatWasTamperedWith) {
    SigningBench bench;
    const auto request = bench.request(kAttached, SignatureLevel::B);
    auto prepared = bench.engine.prepare(request).value();
    const auto value = bench.sign(prepared);
    auto state = Json::parse(as_text(prepared.state)).value();
    auto attributes = from_base64(state["signed_attributes"].as_string()).value();
    attributes.back() ^= 1;
    state.set("signed_attributes", to_base64(attributes));
    prepared.state = to_bytes(as_bytes(state.dump()));
    EXPECT_FALSE(bench.engine.complete(request, prepared, value));
}

TEST(CadesSigner, LeavesLargeContentWhereItIs) {
    SigningBench bench;
    constexpr std::size_t kSize = 3U << 20U;
    for (const auto format : {kAttached, kDetached}) {
        auto request = bench.request(format, SignatureLevel::LTA);
        Bytes content(kSize, 'x');
        content.front() = 0x30;
        request.data = {data_object("large.bin", content)};
        request.limits.cms_bytes = 1U << 20U;  // the content alone would not fit
        const auto file = bench.run(request);
        ASSERT_TRUE(file) << file.error().reason << " " << file.error().detail;
        const auto verdict = verdict_of(*file, beside(request));
        EXPECT_EQ(verdict.signatures.at(0).facts.format, "CAdES-BASELINE-LTA");
        EXPECT_EQ(verdict.exit_code(), 0);
    }
}

}  // namespace
}  // namespace mohur::signing
