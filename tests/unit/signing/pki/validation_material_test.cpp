// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/validation_material.h"

#include "tests/unit/signing/pki/hierarchy.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

using mohur::testing::certificate;
using mohur::testing::crl;
using mohur::testing::kNow;
using mohur::testing::ocsp;

/// Says what it was told to say.
class FixedSource final : public RevocationSource {
public:
    Result<RevocationMaterial> fetch(const Certificate&, const Certificate&,
                                     std::optional<Time>) override {
        if (!answer.ocsp && !answer.crl) {
            return Error::unavailable("revocation-unavailable");
        }
        return answer;
    }
    std::vector<Certificate> fetch_issuers(const Certificate&) override { return issuers; }

    RevocationMaterial answer;
    std::vector<Certificate> issuers;
};

TEST(ValidationMaterial, HoldsEachItemOnce) {
    ValidationMaterial material;
    const auto list = crl("root");
    for (int i = 0; i < 2; ++i) {
        material.add(certificate("signer"));
        material.add(list);
    }
    EXPECT_EQ(material.certificates.size(), 1U);
    EXPECT_EQ(material.crls.size(), 1U);
}

TEST(RecordingRevocationSource, KeepsWhatItPassesOn) {
    FixedSource inner;
    inner.answer = {ocsp("signer"), crl("issuing-ca")};
    inner.issuers = {certificate("issuing-ca")};
    RecordingRevocationSource recording{inner};
    const auto passed =
        recording.fetch(certificate("signer"), certificate("issuing-ca"), std::nullopt);
    ASSERT_TRUE(passed);
    EXPECT_EQ(*passed->ocsp, *inner.answer.ocsp);
    EXPECT_EQ(recording.fetch_issuers(certificate("signer")).size(), 1U);
    EXPECT_EQ(recording.found(),
              (ValidationMaterial{
                  {certificate("issuing-ca")}, {*inner.answer.ocsp}, {*inner.answer.crl}}));
}

TEST(RecordingRevocationSource, KeepsNothingOfASilentSource) {
    FixedSource inner;
    RecordingRevocationSource recording{inner};
    EXPECT_FALSE(recording.fetch(certificate("signer"), certificate("issuing-ca"), std::nullopt));
    EXPECT_EQ(recording.found(), ValidationMaterial{});
}

Result<RevocationMaterial> stored(ValidationMaterial material, const char* subject = "signer",
                                  std::optional<Time> not_before = std::nullopt) {
    return StoredRevocationSource{std::move(material)}.fetch(certificate(subject),
                                                             certificate("issuing-ca"), not_before);
}

TEST(StoredRevocationSource, FindsTheAnswerAboutTheCertificate) {
    const auto mine = ocsp("signer");
    const auto found = stored({{}, {ocsp("executor"), mine}, {crl("root")}});
    ASSERT_TRUE(found);
    EXPECT_EQ(*found->ocsp, mine);
    EXPECT_FALSE(found->crl);
    EXPECT_EQ(stored({{}, {ocsp("executor")}, {}}).error().reason, "revocation-unavailable");
}

TEST(StoredRevocationSource, TakesTheYoungerAnswer) {
    const auto young = ocsp("signer");
    for (const auto& order : {std::vector{ocsp("signer", "stale"), young},
                              std::vector{young, ocsp("signer", "stale")}}) {
        EXPECT_EQ(*stored({{}, order, {}})->ocsp, young);
    }
}

TEST(StoredRevocationSource, LetsNoYoungerAnswerHideARevocation) {
    // "unknown" for a revoked certificate is somebody's lie or forgetting.
    const auto revoked = ocsp("signer-revoked");
    const auto found =
        stored({{}, {revoked, ocsp("signer-revoked", "unknown")}, {}}, "signer-revoked");
    ASSERT_TRUE(found);
    EXPECT_EQ(*found->ocsp, revoked);
}

TEST(StoredRevocationSource, RefusesWhoMayNotAnswer) {
    EXPECT_FALSE(
        stored({{}, {ocsp("signer", "bad-signature")}, {crl("issuing-ca", "wrong-signer")}}));
    EXPECT_FALSE(stored({{}, {ocsp("signer", "unknown")}, {}}));
}

TEST(StoredRevocationSource, LooksAtTheTimeAskedFor) {
    const ValidationMaterial material{{}, {ocsp("signer")}, {}};
    EXPECT_TRUE(stored(material, "signer", kNow - std::chrono::minutes{1}));
    EXPECT_FALSE(stored(material, "signer", kNow));
}

TEST(StoredRevocationSource, KnowsIssuers) {
    StoredRevocationSource source{{{certificate("root"), certificate("issuing-ca")}, {}, {}}};
    EXPECT_EQ(source.fetch_issuers(certificate("signer")), std::vector{certificate("issuing-ca")});
    EXPECT_TRUE(source.fetch_issuers(certificate("signer-unknown-ca")).empty());
}

}  // namespace
}  // namespace mohur::signing
