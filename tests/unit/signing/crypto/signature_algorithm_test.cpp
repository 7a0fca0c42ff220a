// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/signature_algorithm.h"

#include "signing/asn1/der.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

constexpr std::string_view kRsaEncryption = "1.2.840.113549.1.1.1";

TEST(SignatureAlgorithmFrom, ReadsWhatAlgorithmIdentifierOfWrites) {
    const SignatureAlgorithm algorithms[] = {
        {SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha256, {}, {}},
        {SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha512, {}, {}},
        {SignatureScheme::ecdsa, DigestAlgorithm::sha384, {}, {}},
        {SignatureScheme::ecdsa, DigestAlgorithm::sha3_256, {}, {}},
        {SignatureScheme::rsa_pss, DigestAlgorithm::sha512, DigestAlgorithm::sha256, 20},
        {SignatureScheme::ed25519, DigestAlgorithm::sha512, {}, {}},
    };
    for (const auto& algorithm : algorithms) {
        const auto der = algorithm_identifier_of(algorithm);
        ASSERT_TRUE(der);
        EXPECT_EQ(signature_algorithm_from(*der), algorithm) << to_string(algorithm);
    }
}

TEST(SignatureAlgorithmFrom, WritesPssDefaultsOfTheDigestInFull) {
    const auto der = algorithm_identifier_of(
        {SignatureScheme::rsa_pss, DigestAlgorithm::sha256, std::nullopt, std::nullopt});
    ASSERT_TRUE(der);
    const auto read = signature_algorithm_from(*der);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->mgf_digest, DigestAlgorithm::sha256);
    EXPECT_EQ(read->salt_length, 32);
}

// RFC 4055 clause 3.1: SHA-1, MGF1 with SHA-1, 20 octets.
TEST(SignatureAlgorithmFrom, AppliesTheDefaultsOfEmptyPssParameters) {
    const auto read = signature_algorithm_from(
        der::sequence({der::oid("1.2.840.113549.1.1.10"), der::sequence(std::vector<Bytes>{})}));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->digest, DigestAlgorithm::sha1);
    EXPECT_EQ(read->mgf_digest, DigestAlgorithm::sha1);
    EXPECT_EQ(read->salt_length, 20);
}

TEST(SignatureAlgorithmFrom, RefusesIllFormedPssParameters) {
    const auto pss = [](const Bytes& field) {
        return der::sequence({der::oid("1.2.840.113549.1.1.10"), der::sequence({field})});
    };
    const Bytes bad[] = {
        der::algorithm("1.2.840.113549.1.1.10"),                          // absent
        pss(der::element(tag::context_set(2), der::integer(-1))),         // salt
        pss(der::element(tag::context_set(2), der::integer(513))),        // salt
        pss(der::element(tag::context_set(3), der::integer(2))),          // trailer
        pss(der::element(tag::context_set(0), der::algorithm("1.2.3"))),  // digest
        pss(der::element(tag::context_set(1), der::algorithm("1.2.3"))),  // mask
        pss(der::integer(1)),                                             // left over
    };
    for (const auto& identifier : bad) {
        EXPECT_EQ(signature_algorithm_from(identifier), std::nullopt) << to_hex(identifier);
    }
}

TEST(SignatureAlgorithmFrom, CompletesAKeyAlgorithmByTheDigest) {
    const auto identifier = der::sequence({der::oid(kRsaEncryption), der::null()});
    EXPECT_EQ(signature_algorithm_from(identifier), std::nullopt);
    const auto read = signature_algorithm_from(identifier, DigestAlgorithm::sha384);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->scheme, SignatureScheme::rsa_pkcs1);
    EXPECT_EQ(read->digest, DigestAlgorithm::sha384);
}

TEST(SignatureAlgorithmFrom, RefusesTwoDigestsThatDiffer) {
    const auto identifier = der::algorithm("1.2.840.10045.4.3.2");
    EXPECT_TRUE(signature_algorithm_from(identifier, DigestAlgorithm::sha256));
    EXPECT_EQ(signature_algorithm_from(identifier, DigestAlgorithm::sha1), std::nullopt);
}

TEST(SignatureAlgorithmFrom, RefusesWhatIsUnknownOrBroken) {
    EXPECT_EQ(signature_algorithm_from(der::algorithm("1.2.3")), std::nullopt);
    EXPECT_EQ(signature_algorithm_from({}), std::nullopt);
    EXPECT_EQ(signature_algorithm_from(as_bytes("0")), std::nullopt);
}

TEST(AlgorithmIdentifierOf, RefusesAPairWithoutIdentifier) {
    const auto der = algorithm_identifier_of(
        {SignatureScheme::ecdsa, DigestAlgorithm::md5, std::nullopt, std::nullopt});
    ASSERT_FALSE(der);
    EXPECT_EQ(der.error().reason, "algorithm-unsupported");
}

}  // namespace
}  // namespace mohur::signing
