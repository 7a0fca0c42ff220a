// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/revocation_check.h"

#include "tests/unit/signing/pki/hierarchy.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

using mohur::testing::certificate;
using mohur::testing::crl;
using mohur::testing::kNow;
using mohur::testing::ocsp;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Currency kCurrent{kNow, seconds{0}};

Result<AcceptedStatus> accept(const char* subject, const char* behaviour,
                              std::optional<Currency> current = kCurrent) {
    return accept_ocsp(ocsp(subject, behaviour), certificate(subject), certificate("issuing-ca"),
                       {}, current);
}

TEST(AcceptOcsp, TakesTheIssuerAndItsDelegate) {
    const auto delegated = accept("signer", "");
    ASSERT_TRUE(delegated);
    EXPECT_EQ(delegated->signer, certificate("ocsp"));
    EXPECT_EQ(delegated->entry.status, CertificateStatus::good);
    const auto direct = accept("signer", "ca-signed");
    ASSERT_TRUE(direct);
    EXPECT_EQ(direct->signer, certificate("issuing-ca"));
}

TEST(AcceptOcsp, TakesARevocationAsAnAnswer) {
    const auto accepted = accept("signer-revoked", "");
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->entry.status, CertificateStatus::revoked);
}

struct Refusal {
    const char* behaviour;
    const char* detail;
};
const Refusal kRefusals[] = {
    {"bad-signature", "signer-unknown"},
    {"no-certificate", "signer-unknown"},
    {"foreign-responder", "signer-not-authorised"},
    {"no-eku-responder", "signer-not-authorised"},
    {"expired-responder", "signer-not-authorised"},
    {"wrong-cert-id", "certificate-not-named"},
    {"stale", "out-of-date"},
    {"future", "not-yet-current"},
};

class AcceptOcspRefusal : public ::testing::TestWithParam<Refusal> {};

TEST_P(AcceptOcspRefusal, NamesTheCheckThatFailed) {
    const auto refused = accept("signer", GetParam().behaviour);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), Error::integrity("revocation-untrusted", GetParam().detail));
}
INSTANTIATE_TEST_SUITE_P(AcceptOcsp, AcceptOcspRefusal, ::testing::ValuesIn(kRefusals));

TEST(AcceptOcsp, FindsAResponderAmongTheCandidates) {
    EXPECT_TRUE(accept_ocsp(ocsp("signer", "no-certificate"), certificate("signer"),
                            certificate("issuing-ca"), {certificate("ocsp")}, kCurrent));
}

TEST(AcceptOcsp, IsNotFooledByAnotherIssuer) {
    const auto refused =
        accept_ocsp(ocsp("signer"), certificate("signer"), certificate("unknown-ca"), {}, kCurrent);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, "signer-not-authorised");
}

struct Moment {
    const char* name;
    seconds offset;
    seconds tolerance;
    bool accepted;
};
// thisUpdate is a minute before, nextUpdate an hour after.
const Moment kMoments[] = {
    {"BeforeThisUpdate", seconds{-61}, seconds{0}, false},
    {"AtThisUpdate", seconds{-60}, seconds{0}, true},
    {"WithinTolerance", seconds{-61}, seconds{1}, true},
    {"AtNextUpdate", seconds{3'600}, seconds{0}, true},
    {"AfterNextUpdate", seconds{3'601}, seconds{0}, false},
    {"AfterWithinTolerance", seconds{3'601}, seconds{1}, true},
};

class OcspCurrency : public ::testing::TestWithParam<Moment> {};

TEST_P(OcspCurrency, IsDecidedByTheSecond) {
    const auto& moment = GetParam();
    EXPECT_EQ(accept("signer", "", Currency{kNow + moment.offset, moment.tolerance}).has_value(),
              moment.accepted);
}
INSTANTIATE_TEST_SUITE_P(AcceptOcsp, OcspCurrency, ::testing::ValuesIn(kMoments),
                         [](const auto& moment) { return std::string{moment.param.name}; });

TEST(AcceptOcsp, LeavesTimeAloneWhenNotAsked) {
    EXPECT_TRUE(accept("signer", "stale", std::nullopt));
    EXPECT_TRUE(accept("signer", "no-next-update", Currency{kNow + hours{9'999}, {}}));
}

TEST(AcceptCrl, TakesTheListOfTheIssuer) {
    const auto accepted = accept_crl(crl("issuing-ca"), certificate("signer-revoked"),
                                     certificate("issuing-ca"), kCurrent);
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->entry.status, CertificateStatus::revoked);
    EXPECT_EQ(accepted->signer, certificate("issuing-ca"));
}

TEST(AcceptCrl, NamesTheCheckThatFailed) {
    const auto detail = [](const char* behaviour, const char* subject, const char* issuer) {
        const auto refused = accept_crl(crl("issuing-ca", behaviour), certificate(subject),
                                        certificate(issuer), kCurrent);
        return refused ? "accepted" : refused.error().detail;
    };
    EXPECT_EQ(detail("", "signer", "issuing-ca"), "accepted");
    EXPECT_EQ(detail("bad-signature", "signer", "issuing-ca"), "signer-unknown");
    EXPECT_EQ(detail("wrong-signer", "signer", "issuing-ca"), "signer-unknown");
    EXPECT_EQ(detail("", "signer", "root"), "signer-unknown");
    EXPECT_EQ(detail("", "signer", "ocsp"), "signer-not-authorised");
    EXPECT_EQ(detail("", "issuing-ca", "issuing-ca"), "certificate-not-named");
    EXPECT_EQ(detail("stale", "signer", "issuing-ca"), "out-of-date");
    EXPECT_EQ(detail("future", "signer", "issuing-ca"), "not-yet-current");
}

TEST(RevokedAt, CountsTheInstantItself) {
    StatusEntry entry;
    entry.status = CertificateStatus::revoked;
    entry.revocation_time = kNow;
    EXPECT_FALSE(revoked_at(entry, kNow - seconds{1}));
    EXPECT_TRUE(revoked_at(entry, kNow));
    EXPECT_TRUE(revoked_at(entry, kNow + seconds{1}));
    entry.revocation_time.reset();
    EXPECT_TRUE(revoked_at(entry, Time{}));
    entry.status = CertificateStatus::good;
    EXPECT_FALSE(revoked_at(entry, kNow));
}

}  // namespace
}  // namespace mohur::signing
