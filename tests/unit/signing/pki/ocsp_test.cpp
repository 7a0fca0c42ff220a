// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/ocsp.h"

#include "signing/asn1/der.h"
#include "tests/unit/signing/pki/hierarchy.h"

#include <gtest/gtest.h>

#include <openssl/ocsp.h>

namespace mohur::signing {
namespace {

using mohur::testing::certificate;
using mohur::testing::kNow;
using mohur::testing::ocsp;
using mohur::testing::pki;
using std::chrono::hours;
using std::chrono::minutes;

TEST(OcspResponse, SaysWhatTheResponderSaid) {
    const auto response = ocsp("signer");
    const auto entry = response.status_of(certificate("signer"), certificate("issuing-ca"));
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->status, CertificateStatus::good);
    EXPECT_EQ(entry->this_update, kNow - minutes{1});
    EXPECT_EQ(entry->next_update, kNow + hours{1});
    EXPECT_EQ(entry->revocation_time, std::nullopt);
    EXPECT_EQ(response.produced_at(), kNow);
    EXPECT_EQ(response.certificates(), std::vector{certificate("ocsp")});
    EXPECT_EQ(response.nonce(), std::nullopt);
    EXPECT_EQ(response.signature_algorithm(),
              (SignatureAlgorithm{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}}));
}

TEST(OcspResponse, SaysWhenAndWhyACertificateWasRevoked) {
    const auto entry = ocsp("signer-suspended")
                           .status_of(certificate("signer-suspended"), certificate("issuing-ca"));
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->status, CertificateStatus::revoked);
    EXPECT_EQ(entry->revocation_time, kNow - hours{24});
    EXPECT_EQ(entry->reason, RevocationReason::certificate_hold);
}

TEST(OcspResponse, SpeaksOfNoOtherCertificate) {
    const auto response = ocsp("signer");
    EXPECT_FALSE(response.status_of(certificate("executor"), certificate("issuing-ca")));
    EXPECT_FALSE(response.status_of(certificate("signer"), certificate("unknown-ca")));
    EXPECT_FALSE(ocsp("signer", "wrong-cert-id")
                     .status_of(certificate("signer"), certificate("issuing-ca")));
}

TEST(OcspResponse, IsReadAloneAndInItsEnvelopeAlike) {
    const auto response = ocsp("signer");
    const auto bare = OcspResponse::from_der(response.basic_der());
    ASSERT_TRUE(bare);
    EXPECT_EQ(*bare, response);
}

TEST(OcspResponse, FindsItsSigner) {
    const auto issuer = certificate("issuing-ca");
    EXPECT_EQ(ocsp("signer").signer(issuer, {}), certificate("ocsp"));
    EXPECT_EQ(ocsp("signer", "ca-signed").signer(issuer, {}), issuer);
    EXPECT_EQ(ocsp("signer", "bad-signature").signer(issuer, {}), std::nullopt);
    const auto bare = ocsp("signer", "no-certificate");
    EXPECT_EQ(bare.signer(issuer, {}), std::nullopt);
    EXPECT_EQ(bare.signer(issuer, {certificate("signer"), certificate("ocsp")}),
              certificate("ocsp"));
}

TEST(OcspResponse, RefusesWhatIsNoAnswer) {
    for (const auto* behaviour : {"try-later", "internal-error", "unauthorized"}) {
        const auto refused = OcspResponse::from_der(pki().ocsp_response_for("signer", behaviour));
        ASSERT_FALSE(refused) << behaviour;
        EXPECT_EQ(refused.error().reason, "ocsp-not-successful");
        EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
    }
    EXPECT_FALSE(OcspResponse::from_der({}));
    EXPECT_FALSE(OcspResponse::from_der(as_bytes("<html>login</html>")));
    EXPECT_FALSE(OcspResponse::from_der(Bytes{0x30, 0x00}));
    EXPECT_FALSE(OcspResponse::from_der(pki().certificate("signer")));
    EXPECT_EQ(OcspResponse::from_der(Bytes(2'000'000, 0x30)).error().code, ErrorCode::too_large);
}

TEST(OcspResponse, RefusesTrailingBytes) {
    Bytes der = pki().ocsp_response_for("signer");
    der.push_back(0);
    EXPECT_FALSE(OcspResponse::from_der(der));
    Bytes basic = ocsp("signer").basic_der();
    basic.push_back(0);
    EXPECT_FALSE(OcspResponse::from_der(basic));
}

TEST(OcspResponse, SurvivesAnyCutAndChange) {
    const Bytes der = pki().ocsp_response_for("signer");
    const auto issuer = certificate("issuing-ca");
    for (std::size_t i = 0; i < der.size(); i += 5) {
        EXPECT_FALSE(OcspResponse::from_der(BytesView{der}.first(i)));
        Bytes changed = der;
        changed[i] ^= 0x01U;
        const auto response = OcspResponse::from_der(changed);
        // The envelope, and certificates beside the signed bytes, are free to change.
        if (response && response->signer(issuer, {certificate("ocsp")}).has_value()) {
            EXPECT_TRUE(response->status_of(certificate("signer"), issuer)) << i;
            EXPECT_EQ(response->produced_at(), kNow) << i;
        }
    }
}

TEST(OcspRequest, AsksForOneCertificateWithANonce) {
    const Bytes nonce(32, 0xA5);
    const auto request = make_ocsp_request(certificate("signer"), certificate("issuing-ca"), nonce);
    ASSERT_TRUE(request);
    const auto response = OcspResponse::from_der(pki().ocsp_response(*request));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->nonce(), nonce);
    EXPECT_TRUE(response->status_of(certificate("signer"), certificate("issuing-ca")));
}

TEST(OcspRequest, IsWhatOpensslReads) {
    const auto der = make_ocsp_request(certificate("signer"), certificate("issuing-ca"), {});
    ASSERT_TRUE(der);
    const unsigned char* cursor = der->data();
    OCSP_REQUEST* request = d2i_OCSP_REQUEST(nullptr, &cursor, static_cast<long>(der->size()));
    ASSERT_NE(request, nullptr);
    EXPECT_EQ(OCSP_request_onereq_count(request), 1);
    EXPECT_EQ(OCSP_REQUEST_get_ext_count(request), 0);
    OCSP_REQUEST_free(request);
}

TEST(OcspRequest, HoldsTheNonceToItsBounds) {
    const auto ask = [](std::size_t size) {
        return make_ocsp_request(certificate("signer"), certificate("issuing-ca"), Bytes(size, 1));
    };
    EXPECT_FALSE(ask(0));
    EXPECT_TRUE(ask(1));
    EXPECT_TRUE(ask(128));
    EXPECT_FALSE(ask(129));
}

}  // namespace
}  // namespace mohur::signing
