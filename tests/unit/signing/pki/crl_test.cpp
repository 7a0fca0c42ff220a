// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/crl.h"

#include "tests/unit/signing/pki/hierarchy.h"
#include "tests/unit/signing/pki/raw_crl.h"

#include <gtest/gtest.h>

#include <thread>

namespace mohur::signing {
namespace {

using mohur::testing::certificate;
using mohur::testing::crl;
using mohur::testing::Fields;
using mohur::testing::issue;
using mohur::testing::issue_ca;
using mohur::testing::issue_crl;
using mohur::testing::kNow;
using mohur::testing::pki;
using std::chrono::hours;

TEST(Crl, SaysWhatItsCaSaid) {
    const auto list = crl("issuing-ca");
    EXPECT_EQ(list.this_update(), kNow - hours{1});
    EXPECT_EQ(list.next_update(), kNow + hours{24 * 7});
    EXPECT_TRUE(list.issuer().matches(certificate("issuing-ca").subject()));
    EXPECT_EQ(list.signature_algorithm(),
              (SignatureAlgorithm{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}}));
    const auto good = list.status_of(certificate("signer"));
    ASSERT_TRUE(good);
    EXPECT_EQ(good->status, CertificateStatus::good);
    EXPECT_EQ(good->this_update, list.this_update());
    const auto revoked = list.status_of(certificate("signer-revoked"));
    ASSERT_TRUE(revoked);
    EXPECT_EQ(revoked->status, CertificateStatus::revoked);
    EXPECT_EQ(revoked->revocation_time, kNow - hours{24});
    EXPECT_EQ(revoked->reason, RevocationReason::key_compromise);
}

TEST(Crl, DoesNotSpeakOfCertificatesOfAnotherCa) {
    EXPECT_FALSE(crl("issuing-ca").status_of(certificate("signer-unknown-ca")));
    EXPECT_FALSE(crl("unknown-ca").status_of(certificate("signer")));
}

TEST(Crl, IsSignedByItsIssuerOnly) {
    EXPECT_TRUE(crl("issuing-ca").signed_by(certificate("issuing-ca")));
    EXPECT_FALSE(crl("issuing-ca").signed_by(certificate("root")));
    EXPECT_FALSE(crl("issuing-ca", "bad-signature").signed_by(certificate("issuing-ca")));
    EXPECT_FALSE(crl("issuing-ca", "wrong-signer").signed_by(certificate("issuing-ca")));
}

struct Scope {
    const char* distribution_point;
    bool speaks_of_user;
    bool speaks_of_ca;
};
const Scope kScopes[] = {
    {"", true, true},
    {"critical,onlyuser:TRUE", true, false},
    {"critical,onlyCA:TRUE", false, true},
    {"critical,fullname:URI:http://crl.test/a.crl", true, true},
    {"critical,fullname:URI:http://crl.test/b.crl", false, false},
};

class CrlScopes : public ::testing::TestWithParam<Scope> {};

// RFC 5280 clauses 5.2.5 and 6.3.3 (b)(2).
TEST_P(CrlScopes, BoundOfWhomItSpeaks) {
    const auto ca = issue_ca("CA");
    const Fields points{{"crlDistributionPoints", "URI:http://crl.test/a.crl"}};
    Fields ca_extensions = points;
    ca_extensions.emplace_back("basicConstraints", "critical,CA:TRUE");
    const auto user = issue({.subject = {{"CN", "A"}}, .extensions = points}, &ca).read();
    const auto sub_ca = issue({.subject = {{"CN", "B"}}, .extensions = ca_extensions}, &ca).read();
    Fields extensions;
    if (*GetParam().distribution_point != '\0') {
        extensions.emplace_back("issuingDistributionPoint", GetParam().distribution_point);
    }
    const auto list = Crl::from_der(issue_crl(ca, extensions));
    ASSERT_TRUE(list);
    EXPECT_EQ(list->status_of(user).has_value(), GetParam().speaks_of_user);
    EXPECT_EQ(list->status_of(sub_ca).has_value(), GetParam().speaks_of_ca);
}
INSTANTIATE_TEST_SUITE_P(Crl, CrlScopes, ::testing::ValuesIn(kScopes));

TEST(Crl, RefusesListsThatSayOnlyPartOfTheTruth) {
    const auto ca = issue_ca("CA");
    const Fields refused[] = {
        {{"2.5.29.27", "critical,DER:020101"}},
        {{"2.5.29.27", "DER:020101"}},
        {{"issuingDistributionPoint", "critical,indirectCRL:TRUE"}},
        {{"issuingDistributionPoint", "critical,onlyAA:TRUE"}},
        {{"issuingDistributionPoint", "critical,onlysomereasons:keyCompromise"}},
        {{"1.2.3.4", "critical,DER:0500"}},
    };
    for (const auto& extensions : refused) {
        const auto list = Crl::from_der(issue_crl(ca, extensions));
        ASSERT_FALSE(list) << extensions.front().first << extensions.front().second;
        EXPECT_EQ(list.error().reason, "crl-unsupported");
    }
    EXPECT_TRUE(Crl::from_der(issue_crl(ca, {{"1.2.3.4", "DER:0500"}})));
    EXPECT_TRUE(Crl::from_der(issue_crl(ca, {{"2.5.29.20", "DER:020101"}})));
}

TEST(Crl, FindsLargeAndNegativeSerialNumbersExactly) {
    const auto ca = issue_ca("CA");
    const auto list = *Crl::from_der(issue_crl(ca, {}, 255));
    const auto status = [&](const char* serial) {
        return list.status_of(issue({.subject = {{"CN", "A"}}, .serial = serial}, &ca).read())
            ->status;
    };
    EXPECT_EQ(status("ff"), CertificateStatus::revoked);
    EXPECT_EQ(status("-1"), CertificateStatus::good);
    EXPECT_EQ(status("ff00"), CertificateStatus::good);
    EXPECT_EQ(status("123456789abcdef0123456789abcdef012345678"), CertificateStatus::good);
}

TEST(Crl, NeedsNoNextUpdate) {
    const auto list = Crl::from_der(issue_crl(issue_ca("CA"), {}));
    ASSERT_TRUE(list);
    EXPECT_EQ(list->next_update(), std::nullopt);
}

TEST(Crl, AnswersManyThreads) {
    const auto list = crl("issuing-ca");
    const auto good = certificate("signer");
    const auto revoked = certificate("signer-revoked");
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                wrong += list.status_of(good)->status != CertificateStatus::good;
                wrong += list.status_of(revoked)->status != CertificateStatus::revoked;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
}

TEST(Crl, RefusesWhatIsNoList) {
    Bytes trailing = pki().crl("root");
    trailing.push_back(0);
    EXPECT_FALSE(Crl::from_der(trailing));
    EXPECT_FALSE(Crl::from_der({}));
    EXPECT_FALSE(Crl::from_der(as_bytes("-----BEGIN X509 CRL-----")));
    EXPECT_FALSE(Crl::from_der(pki().certificate("root")));
}

TEST(Crl, IsBrokenByAnyChange) {
    const Bytes der = pki().crl("root");
    const auto issuer = certificate("root");
    for (std::size_t i = 0; i < der.size(); ++i) {
        Bytes changed = der;
        changed[i] ^= 0x01U;
        const auto list = Crl::from_der(changed);
        EXPECT_TRUE(!list || !list->signed_by(issuer)) << i;
    }
}

}  // namespace
}  // namespace mohur::signing
