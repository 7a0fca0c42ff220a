// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "tests/unit/signing/validation/world.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>

/// EN 319 102-1 clause 5.2.6.
namespace mohur::signing::testing {
namespace {

using namespace std::chrono_literals;

/// Answers what the test wants, and counts.
class ScriptedSource final : public RevocationSource {
public:
    std::function<Result<RevocationMaterial>(const Certificate&)> status = [](const auto&) {
        return Error::unavailable("revocation-unavailable");
    };
    std::vector<Certificate> issuers;
    int asked = 0;

    Result<RevocationMaterial> fetch(const Certificate& subject, const Certificate&,
                                     std::optional<Time>) override {
        ++asked;
        return status(subject);
    }
    std::vector<Certificate> fetch_issuers(const Certificate&) override { return issuers; }
};

struct Case {
    const char* name;
    const char* subject;
    std::vector<OcspResponse> ocsp;
    std::vector<Crl> crls;
    const char* code;  // null: passed
};

CertificateConclusion judge(const Case& c, const ValidationContext& context) {
    SignatureFacts facts;
    facts.certificates = {certificate("issuing-ca"), certificate("revoked-ca"),
                          certificate("unknown-ca")};
    facts.ocsp_responses = c.ocsp;
    facts.crls = c.crls;
    const auto file = file_with(facts);
    Session session{file, context};
    return validate_certificate(certificate(c.subject), Purpose::signature, context.validation_time,
                                session);
}

class Status : public ::testing::TestWithParam<std::function<Case()>> {};

TEST_P(Status, IsJudgedByWhatIsAtHand) {
    const auto c = GetParam()();
    const auto judged = judge(c, context_at(issued()));
    if (c.code == nullptr) {
        EXPECT_TRUE(judged.conclusion.passed()) << c.name;
        return;
    }
    ASSERT_FALSE(judged.conclusion.passed()) << c.name;
    EXPECT_EQ(judged.conclusion.deciding()->code, c.code) << c.name;
}

INSTANTIATE_TEST_SUITE_P(
    ValidateCertificate, Status,
    ::testing::Values(
        [] {
            return Case{"ocsp and crl", "signer", {ocsp("signer")}, {crl("root")}, nullptr};
        },
        [] {
            return Case{
                "ocsp of the CA", "signer", {ocsp("signer", "ca-signed")}, {crl("root")}, nullptr};
        },
        [] {
            return Case{"crl alone", "signer", {}, {crl("root"), crl("issuing-ca")}, nullptr};
        },
        [] {
            return Case{"crl names it",
                        "signer-revoked",
                        {},
                        {crl("root"), crl("issuing-ca")},
                        "certificate-revoked"};
        },
        [] {
            return Case{"another's answer",
                        "signer",
                        {ocsp("executor")},
                        {crl("root")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{"unknown",
                        "signer",
                        {ocsp("signer", "unknown")},
                        {crl("root")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{"wrong certID",
                        "signer",
                        {ocsp("signer", "wrong-cert-id")},
                        {crl("root")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{"forged",
                        "signer",
                        {ocsp("signer", "bad-signature")},
                        {crl("root")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{"stranger",
                        "signer",
                        {ocsp("signer", "foreign-responder")},
                        {crl("root")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{"no EKU",
                        "signer",
                        {ocsp("signer", "no-eku-responder")},
                        {crl("root")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{"responder had expired",
                        "signer",
                        {ocsp("signer", "expired-responder")},
                        {crl("root")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{"from the future",
                        "signer",
                        {ocsp("signer", "future")},
                        {crl("root")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{
                "old", "signer", {ocsp("signer", "stale")}, {crl("root")}, "revocation-stale"};
        },
        [] {
            return Case{"forged crl",
                        "signer",
                        {},
                        {crl("root"), crl("issuing-ca", "bad-signature")},
                        "revocation-unavailable"};
        },
        [] {
            return Case{"revoked CA",
                        "signer-revoked-ca",
                        {ocsp("signer-revoked-ca")},
                        {crl("root")},
                        "ca-certificate-revoked"};
        },
        [] {
            return Case{"not yet valid",
                        "signer-not-yet-valid",
                        {ocsp("signer-not-yet-valid")},
                        {crl("root")},
                        "certificate-not-yet-valid"};
        },
        [] {
            return Case{"unknown root", "signer-unknown-ca", {}, {}, "no-trusted-chain"};
        }));

TEST(ValidateCertificate, FindsARevocationAmongAnswersThatSayNothing) {
    for (const bool first : {true, false}) {
        Case c{"", "signer-revoked", {ocsp("signer-revoked")}, {crl("root")}, nullptr};
        const auto silent = ocsp("signer-revoked", "unknown");
        c.ocsp.insert(first ? c.ocsp.begin() : c.ocsp.end(), silent);
        EXPECT_EQ(judge(c, context_at(issued())).conclusion.sub_indication(),
                  SubIndication::REVOKED_NO_POE);
    }
}

TEST(ValidateCertificate, AsksTheSourceOnlyForWhatIsMissing) {
    ScriptedSource source;
    source.status = [](const Certificate& subject) -> Result<RevocationMaterial> {
        EXPECT_EQ(subject, certificate("signer"));
        return RevocationMaterial{ocsp("signer"), std::nullopt};
    };
    auto context = context_at(issued());
    context.revocation = &source;
    const Case c{"", "signer", {}, {crl("root")}, nullptr};
    EXPECT_TRUE(judge(c, context).conclusion.passed());
    EXPECT_EQ(source.asked, 1);
}

TEST(ValidateCertificate, AsksTheSourceWhenTheEmbeddedAnswerIsOld) {
    ScriptedSource source;
    source.status = [](const Certificate&) -> Result<RevocationMaterial> {
        return RevocationMaterial{ocsp("signer"), std::nullopt};
    };
    auto context = context_at(issued());
    context.revocation = &source;
    const Case c{"", "signer", {ocsp("signer", "stale")}, {crl("root")}, nullptr};
    EXPECT_TRUE(judge(c, context).conclusion.passed());
}

TEST(ValidateCertificate, ToldThatAServiceIsSilentTriesLater) {
    ScriptedSource source;
    auto context = context_at(issued());
    context.revocation = &source;
    const Case c{"", "signer", {}, {crl("root")}, nullptr};
    const auto judged = judge(c, context);
    EXPECT_EQ(judged.conclusion.sub_indication(), SubIndication::TRY_LATER);
}

TEST(ValidateCertificate, SaysThatALyingServiceIsNotTrusted) {
    ScriptedSource source;
    source.status = [](const Certificate&) -> Result<RevocationMaterial> {
        return Error::integrity("revocation-untrusted", "signer-unknown");
    };
    auto context = context_at(issued());
    context.revocation = &source;
    const Case c{"", "signer", {}, {crl("root")}, nullptr};
    const auto judged = judge(c, context);
    EXPECT_EQ(judged.conclusion.sub_indication(), SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE);
    EXPECT_TRUE(has_code(judged.conclusion.warnings(), "revocation-untrusted"));
}

TEST(ValidateCertificate, FetchesAMissingIssuer) {
    ScriptedSource source;
    source.issuers = {certificate("issuing-ca")};
    auto context = context_at(issued());
    context.revocation = &source;
    SignatureFacts facts;
    facts.ocsp_responses = {ocsp("signer")};
    facts.crls = {crl("root")};
    const auto file = file_with(facts);
    Session session{file, context};
    const auto judged = validate_certificate(certificate("signer"), Purpose::signature,
                                             context.validation_time, session);
    EXPECT_TRUE(judged.conclusion.passed());
    EXPECT_EQ(judged.path.size(), 3U);
}

TEST(ValidateCertificate, NeverFetchesWithoutAnAnchor) {
    ScriptedSource source;
    source.issuers = {certificate("issuing-ca")};
    auto context = context_at(issued());
    context.revocation = &source;
    context.anchors = TrustAnchors{};
    const Case c{"", "signer", {}, {}, nullptr};
    EXPECT_FALSE(judge(c, context).conclusion.passed());
    EXPECT_EQ(source.asked, 0);
}

}  // namespace
}  // namespace mohur::signing::testing
