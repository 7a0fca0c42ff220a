// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/certificate.h"

#include "signing/asn1/der.h"
#include "signing/crypto/hash.h"
#include "tests/unit/signing/pki/raw_certificate.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::signing {
namespace {

using mohur::testing::issue;
using mohur::testing::issue_ca;
using mohur::testing::RawCertificate;

Time at(const char* text) {
    return *parse_rfc3339(text);
}

TEST(Certificate, SpeaksForItsSubject) {
    const auto ca = issue_ca("Test CA");
    const auto raw =
        issue({.subject = {{"C", "AZ"}, {"CN", "Test"}},
               .extensions = {{"keyUsage", "critical,nonRepudiation"},
                              {"extendedKeyUsage", "emailProtection,1.2.3.4"},
                              {"certificatePolicies", "1.3.6.1.4.1.99999.1,2.5.29.32.0"},
                              {"subjectKeyIdentifier", "hash"},
                              {"noCheck", "ignored"}},
               .serial = "00ff01"},
              &ca);
    const auto certificate = raw.read();
    EXPECT_EQ(certificate.der(), raw.der());
    EXPECT_EQ(certificate.sha256(), digest_of(DigestAlgorithm::sha256, raw.der()));
    EXPECT_EQ(certificate.subject().to_rfc4514(), "CN=Test,C=AZ");
    EXPECT_EQ(certificate.issuer().to_rfc4514(), "CN=Test CA");
    EXPECT_EQ(certificate.public_key().curve(), "P-256");
    ASSERT_TRUE(certificate.key_usage());
    EXPECT_TRUE(certificate.key_usage()->content_commitment);
    EXPECT_FALSE(certificate.key_usage()->digital_signature);
    EXPECT_EQ(certificate.extended_key_usage(),
              (std::vector{Oid{"1.3.6.1.5.5.7.3.4"}, Oid{"1.2.3.4"}}));
    EXPECT_FALSE(certificate.extended_key_usage_critical());
    EXPECT_EQ(certificate.policies(),
              (std::vector{Oid{"1.3.6.1.4.1.99999.1"}, Oid{"2.5.29.32.0"}}));
    EXPECT_EQ(certificate.subject_key_id().size(), 20U);
    EXPECT_TRUE(certificate.has_ocsp_nocheck());
    EXPECT_FALSE(certificate.is_ca());
    EXPECT_EQ(certificate.path_length(), std::nullopt);
    EXPECT_EQ(certificate.signature_algorithm(),
              (SignatureAlgorithm{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}}));
}

TEST(Certificate, SaysOfACaHowDeepItMayIssue) {
    const auto ca = issue({.subject = {{"CN", "A"}},
                           .extensions = {{"basicConstraints", "critical,CA:TRUE,pathlen:2"},
                                          {"keyUsage", "keyCertSign"}}})
                        .read();
    EXPECT_TRUE(ca.is_ca());
    EXPECT_EQ(ca.path_length(), 2);
    EXPECT_TRUE(ca.key_usage()->key_cert_sign);
    EXPECT_FALSE(ca.key_usage()->crl_sign);
    EXPECT_TRUE(ca.self_issued());
}

struct Serial {
    const char* wanted;
    const char* hex;
    const char* decimal;
    const char* content;
};
const Serial kSerials[] = {
    {"2a", "2a", "42", "2a"},
    {"ff01", "ff01", "65281", "00ff01"},
    {"0", "00", "0", "00"},
    {"-1", "-01", "-1", "ff"},
    {"-80", "-80", "-128", "80"},
    {"0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef",
     "1512366075204170929049582354406559215", "0123456789abcdef0123456789abcdef"},
};

class CertificateSerial : public ::testing::TestWithParam<Serial> {};

TEST_P(CertificateSerial, IsPrintedAsANumber) {
    const auto certificate = issue({.subject = {{"CN", "A"}}, .serial = GetParam().wanted}).read();
    EXPECT_EQ(certificate.serial_hex(), GetParam().hex);
    EXPECT_EQ(certificate.serial_decimal(), GetParam().decimal);
    EXPECT_EQ(to_hex(certificate.serial()), GetParam().content);
}
INSTANTIATE_TEST_SUITE_P(Certificate, CertificateSerial, ::testing::ValuesIn(kSerials));

TEST(Certificate, IsValidFromItsFirstToItsLastSecond) {
    const auto certificate =
        issue({.subject = {{"CN", "A"}}, .valid_from = 1'767'225'600, .valid_to = 2'524'608'000})
            .read();  // across the UTCTime border of 2050
    EXPECT_EQ(certificate.not_before(), at("2026-01-01T00:00:00Z"));
    EXPECT_EQ(certificate.not_after(), at("2050-01-01T00:00:00Z"));
    EXPECT_FALSE(certificate.valid_at(at("2025-12-31T23:59:59Z")));
    EXPECT_TRUE(certificate.valid_at(at("2026-01-01T00:00:00Z")));
    EXPECT_TRUE(certificate.valid_at(at("2050-01-01T00:00:00Z")));
    EXPECT_FALSE(certificate.valid_at(at("2050-01-01T00:00:01Z")));
}

TEST(Certificate, NamesTheAddressesOfItsServices) {
    const auto certificate =
        issue({.subject = {{"CN", "A"}},
               .extensions = {{"authorityInfoAccess",
                               "OCSP;URI:http://ocsp.test/,OCSP;URI:ldap://x/,OCSP;URI:http://a b/,"
                               "caIssuers;URI:http://ca.test/ca.cer"},
                              {"crlDistributionPoints",
                               "URI:https://crl.test/a.crl,URI:file:///etc/passwd"}}})
            .read();
    EXPECT_EQ(certificate.ocsp_urls(), std::vector<std::string>{"http://ocsp.test/"});
    EXPECT_EQ(certificate.ca_issuer_urls(), std::vector<std::string>{"http://ca.test/ca.cer"});
    EXPECT_EQ(certificate.crl_urls(), std::vector<std::string>{"https://crl.test/a.crl"});
}

TEST(Certificate, ListsCriticalExtensionsItDoesNotUnderstand) {
    const auto certificate = issue({.subject = {{"CN", "A"}},
                                    .extensions = {{"1.2.3.4", "critical,DER:0500"},
                                                   {"1.2.3.5", "DER:0500"},
                                                   {"nameConstraints", "critical,permitted;DNS:az"},
                                                   {"keyUsage", "critical,digitalSignature"}}})
                                 .read();
    EXPECT_EQ(certificate.unknown_critical_extensions(),
              (std::vector{Oid{"1.2.3.4"}, Oid{"2.5.29.30"}}));
}

TEST(Certificate, TreatsIllFormedDecisiveExtensionsAsNotUnderstood) {
    const auto certificate = issue({.subject = {{"CN", "A"}},
                                    .extensions = {{"2.5.29.15", "DER:0500"},
                                                   {"2.5.29.19", "DER:ff"},
                                                   {"1.3.6.1.5.5.7.1.1", "DER:0500"}}})
                                 .read();
    EXPECT_EQ(certificate.unknown_critical_extensions(),
              (std::vector{Oid{"2.5.29.19"}, Oid{"2.5.29.15"}}));
    EXPECT_FALSE(certificate.is_ca());
    EXPECT_TRUE(certificate.ocsp_urls().empty());
}

TEST(Certificate, TreatsADoubledExtensionAsNotUnderstood) {
    const auto certificate =
        issue({.subject = {{"CN", "A"}},
               .extensions = {{"basicConstraints", "CA:FALSE"}, {"basicConstraints", "CA:TRUE"}}})
            .read();
    EXPECT_FALSE(certificate.is_ca());
    EXPECT_EQ(certificate.unknown_critical_extensions(), std::vector{Oid{"2.5.29.19"}});
}

TEST(Certificate, IsSignedByTheKeyAndTheNameOfItsIssuer) {
    const auto ca = issue_ca("Test CA");
    const auto namesake = issue_ca("Test CA");
    const auto leaf = issue({.subject = {{"CN", "A"}}}, &ca).read();
    EXPECT_TRUE(leaf.signed_by(ca.read()));
    EXPECT_FALSE(leaf.signed_by(namesake.read()));
    EXPECT_FALSE(leaf.signed_by(leaf));
    EXPECT_TRUE(ca.read().signed_by(ca.read()));
}

TEST(Certificate, IsNotSignedByTheRightKeyUnderAnotherName) {
    const auto ca = issue_ca("Test CA");
    const auto leaf = issue({.subject = {{"CN", "A"}}}, &ca);
    auto renamed = issue_ca("Other CA");
    X509_set_pubkey(renamed.x509.get(), ca.key.get());
    X509_sign(renamed.x509.get(), ca.key.get(), EVP_sha256());
    EXPECT_FALSE(leaf.read().signed_by(renamed.read()));
}

// RFC 5280 4.1.1.2: the two algorithm fields must agree.
TEST(Certificate, IsNotSignedWhenItsTwoAlgorithmsDiffer) {
    const auto ca = issue_ca("Test CA");
    Bytes der = ca.der();
    const Bytes oid = *from_hex("06082a8648ce3d040302");  // ecdsa-with-SHA256
    const auto last = std::find_end(der.begin(), der.end(), oid.begin(), oid.end());
    ASSERT_NE(last, der.end());
    last[9] = 0x01;  // ecdsa-with-SHA224 in the outer field
    const auto certificate = Certificate::from_der(der);
    ASSERT_TRUE(certificate);
    EXPECT_EQ(certificate->signature_algorithm(), std::nullopt);
    EXPECT_FALSE(certificate->signed_by(ca.read()));
}

TEST(Certificate, IsBrokenByAnyChangeOfTheSignedBytes) {
    const auto ca = issue_ca("Test CA");
    const auto issuer = ca.read();
    Bytes der = ca.der();
    for (std::size_t i = 0; i < der.size(); ++i) {
        der[i] ^= 0x01U;
        const auto changed = Certificate::from_der(der);
        EXPECT_TRUE(!changed || !changed->signed_by(issuer)) << "octet " << i;
        der[i] ^= 0x01U;
    }
}

TEST(Certificate, IsRefusedWhenCutAnywhere) {
    const Bytes der = issue_ca("Test CA").der();
    for (std::size_t size = 0; size < der.size(); ++size) {
        EXPECT_FALSE(Certificate::from_der(BytesView{der}.first(size))) << size;
    }
}

TEST(Certificate, RefusesFieldsThatItDoesNotKnow) {
    const Bytes der = issue_ca("Test CA").der();
    DerReader outer{der};
    auto fields = *outer.enter(tag::kSequence);
    const auto tbs = *fields.next();
    Bytes longer = to_bytes(tbs.content);
    append(longer, der::null());
    Bytes content = der::element(tag::kSequence, longer);
    append(content, fields.rest());
    EXPECT_FALSE(Certificate::from_der(der::element(tag::kSequence, content)));
}

TEST(Certificate, RefusesWhatIsNoCertificate) {
    Bytes trailing = issue_ca("A").der();
    trailing.push_back(0);
    const auto refused = Certificate::from_der(trailing);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "certificate-invalid");
    EXPECT_FALSE(Certificate::from_der({}));
    EXPECT_FALSE(Certificate::from_der(as_bytes("-----BEGIN CERTIFICATE-----")));
    EXPECT_EQ(Certificate::from_der(Bytes(300'000, 0x30)).error().code, ErrorCode::too_large);
}

TEST(Certificate, ReadsEveryCertificateOfAPemText) {
    const auto one = issue_ca("One");
    const auto two = issue_ca("Two");
    const std::string text = "subject=One\n" + one.pem() +
                             "-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----\n" + two.pem();
    const auto read = Certificate::from_pem_or_der(as_bytes(text));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (std::vector{one.read(), two.read()}));
    const auto der = Certificate::from_pem_or_der(one.der());
    ASSERT_TRUE(der);
    EXPECT_EQ(*der, std::vector{one.read()});
}

TEST(Certificate, RefusesATextWithoutOrWithABrokenCertificate) {
    for (const auto* text :
         {"", "nothing", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
          "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
        EXPECT_FALSE(Certificate::from_pem_or_der(as_bytes(text))) << text;
    }
}

}  // namespace
}  // namespace mohur::signing
