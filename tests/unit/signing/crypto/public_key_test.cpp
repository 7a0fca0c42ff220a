// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/public_key.h"

#include "signing/crypto/hash.h"
#include "tests/unit/signing/crypto/raw_openssl.h"

#include <gtest/gtest.h>

#include <openssl/ec.h>

namespace mohur::signing {
namespace {

using mohur::testing::ec_key;
using mohur::testing::ed25519_key;
using mohur::testing::rsa_key;
using mohur::testing::sign;
using mohur::testing::spki_of;

const BytesView kMessage = as_bytes("the letter as it was signed");
const BytesView kOther = as_bytes("the letter as it was not signed");

constexpr SignatureAlgorithm kEcdsa{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}};
constexpr SignatureAlgorithm kPkcs1{SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha256, {}, {}};
constexpr SignatureAlgorithm kPss{SignatureScheme::rsa_pss, DigestAlgorithm::sha256, {}, {}};
constexpr SignatureAlgorithm kEd25519{SignatureScheme::ed25519, DigestAlgorithm::sha512, {}, {}};

PublicKey key_from(const mohur::testing::Pkey& pair) {
    auto key = PublicKey::from_spki(spki_of(pair.get()));
    EXPECT_TRUE(key);
    return *key;
}

const mohur::testing::Pkey& rsa_pair() {
    static const auto pair = rsa_key(2048);
    return pair;
}

struct Curve {
    const char* openssl_name;
    const char* name;
    int bits;
};
const Curve kCurves[] = {{"prime256v1", "P-256", 256},
                         {"secp384r1", "P-384", 384},
                         {"secp521r1", "P-521", 521},
                         {"secp256k1", "secp256k1", 256},
                         {"secp224r1", "P-224", 224},
                         {"prime192v1", "P-192", 192},
                         {"brainpoolP256r1", "brainpoolP256r1", 256},
                         {"brainpoolP320r1", "brainpoolP320r1", 320},
                         {"brainpoolP384r1", "brainpoolP384r1", 384},
                         {"brainpoolP512r1", "brainpoolP512r1", 512}};

class EcPublicKey : public ::testing::TestWithParam<Curve> {};

TEST_P(EcPublicKey, VerifiesWhatItsPairSignedAndNothingElse) {
    const auto pair = ec_key(GetParam().openssl_name);
    const auto key = key_from(pair);
    EXPECT_EQ(key.type(), KeyType::ec);
    EXPECT_EQ(key.curve(), GetParam().name);
    EXPECT_EQ(key.bits(), GetParam().bits);
    const auto value = sign(pair.get(), "SHA256", kMessage);
    EXPECT_TRUE(key.verify(kEcdsa, kMessage, value));
    EXPECT_FALSE(key.verify(kEcdsa, kOther, value));
    EXPECT_FALSE(key_from(ec_key(GetParam().openssl_name)).verify(kEcdsa, kMessage, value));
}
INSTANTIATE_TEST_SUITE_P(PublicKey, EcPublicKey, ::testing::ValuesIn(kCurves));

TEST(PublicKey, VerifiesRsaWithBothPaddingsApart) {
    const auto key = key_from(rsa_pair());
    EXPECT_EQ(key.type(), KeyType::rsa);
    EXPECT_EQ(key.bits(), 2048);
    EXPECT_TRUE(key.curve().empty());
    const auto pkcs1 = sign(rsa_pair().get(), "SHA256", kMessage);
    const auto pss = sign(rsa_pair().get(), "SHA256", kMessage, 32);
    EXPECT_TRUE(key.verify(kPkcs1, kMessage, pkcs1));
    EXPECT_TRUE(key.verify(kPss, kMessage, pss));
    EXPECT_FALSE(key.verify(kPss, kMessage, pkcs1));
    EXPECT_FALSE(key.verify(kPkcs1, kMessage, pss));
}

TEST(PublicKey, HoldsRsaPssToItsParameters) {
    const auto key = key_from(rsa_pair());
    const auto value = sign(rsa_pair().get(), "SHA256", kMessage, 20, "SHA1");
    auto algorithm = kPss;
    EXPECT_FALSE(key.verify(algorithm, kMessage, value));
    algorithm.mgf_digest = DigestAlgorithm::sha1;
    EXPECT_FALSE(key.verify(algorithm, kMessage, value));
    algorithm.salt_length = 20;
    EXPECT_TRUE(key.verify(algorithm, kMessage, value));
    for (const int salt : {-1, -2, -3, 19, 21}) {
        algorithm.salt_length = salt;
        EXPECT_FALSE(key.verify(algorithm, kMessage, value)) << salt;
    }
}

TEST(PublicKey, RefusesRsaValuesOfAnotherLength) {
    const auto key = key_from(rsa_pair());
    auto value = sign(rsa_pair().get(), "SHA256", kMessage);
    value.insert(value.begin(), 0);
    EXPECT_FALSE(key.verify(kPkcs1, kMessage, value));
    EXPECT_FALSE(key.verify(kPkcs1, kMessage, {}));
    EXPECT_FALSE(key.verify(kPkcs1, kMessage, Bytes(256, 0)));
}

// CVE-2022-21449: r = s = 0 must verify nothing.
TEST(PublicKey, RefusesEcdsaValuesOutOfRange) {
    const auto key = key_from(ec_key("prime256v1"));
    const char* const values[] = {"3006020100020100",
                                  "3006020101020100",
                                  "3006020100020101",
                                  "30060201ff0201ff",
                                  "",
                                  "3000",
                                  "00"};
    for (const auto* value : values) {
        EXPECT_FALSE(key.verify(kEcdsa, kMessage, *from_hex(value))) << value;
    }
}

TEST(PublicKey, RefusesEcdsaValuesThatAreNotDer) {
    const auto pair = ec_key("prime256v1");
    const auto key = key_from(pair);
    auto value = sign(pair.get(), "SHA256", kMessage);
    value.push_back(0);
    EXPECT_FALSE(key.verify(kEcdsa, kMessage, value));
}

TEST(PublicKey, VerifiesEd25519OverTheMessageOnly) {
    const auto pair = ed25519_key();
    const auto key = key_from(pair);
    EXPECT_EQ(key.type(), KeyType::ed25519);
    auto value = sign(pair.get(), nullptr, kMessage);
    EXPECT_TRUE(key.verify(kEd25519, kMessage, value));
    EXPECT_FALSE(key.verify(kEd25519, kOther, value));
    EXPECT_FALSE(key.verify_digest(kEd25519, digest_of(DigestAlgorithm::sha512, kMessage), value));
    EXPECT_FALSE(key.verify(kEd25519, kMessage, Bytes(64, 0)));
}

TEST(PublicKey, RefusesSchemesOfAnotherKeyType) {
    const auto ec = key_from(ec_key("prime256v1"));
    const auto rsa = key_from(rsa_pair());
    const auto value = sign(rsa_pair().get(), "SHA256", kMessage);
    EXPECT_FALSE(ec.verify(kPkcs1, kMessage, value));
    EXPECT_FALSE(rsa.verify(kEcdsa, kMessage, value));
    EXPECT_FALSE(rsa.verify(kEd25519, kMessage, value));
}

TEST(PublicKey, RefusesDigestsThatAreNotWhatTheyClaim) {
    const auto pair = ec_key("prime256v1");
    const auto key = key_from(pair);
    const auto value = sign(pair.get(), "SHA256", kMessage);
    const auto digest = digest_of(DigestAlgorithm::sha256, kMessage);
    EXPECT_TRUE(key.verify_digest(kEcdsa, digest, value));
    EXPECT_FALSE(key.verify_digest(kEcdsa, {DigestAlgorithm::sha3_256, digest.value}, value));
    EXPECT_FALSE(key.verify_digest(
        kEcdsa, {DigestAlgorithm::sha256, Bytes(digest.value.begin(), digest.value.end() - 1)},
        value));
}

// CVE-2020-0601: a curve given by its parameters is nobody's named curve.
TEST(PublicKey, RefusesExplicitCurveParameters) {
    const auto pair = ec_key("prime256v1");
    EVP_PKEY_set_utf8_string_param(pair.get(), "encoding", "explicit");
    const auto key = key_from(pair);
    EXPECT_TRUE(key.curve().empty());
    EXPECT_FALSE(key.verify(kEcdsa, kMessage, sign(pair.get(), "SHA256", kMessage)));
}

TEST(PublicKey, ReadsCompressedPoints) {
    const auto pair = ec_key("prime256v1");
    EVP_PKEY_set_utf8_string_param(pair.get(), "point-format", "compressed");
    const auto spki = spki_of(pair.get());
    ASSERT_LT(spki.size(), 60U) << "the point is compressed";
    const auto key = PublicKey::from_spki(spki);
    ASSERT_TRUE(key);
    EXPECT_TRUE(key->verify(kEcdsa, kMessage, sign(pair.get(), "SHA256", kMessage)));
}

TEST(PublicKey, RefusesPointsThatAreNotOnTheCurve) {
    const auto pair = ec_key("prime256v1");
    Bytes spki = spki_of(pair.get());
    spki.back() ^= 0x01U;
    const auto key = PublicKey::from_spki(spki);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->type(), KeyType::ec);
    EXPECT_EQ(key->bits(), 0);
    EXPECT_FALSE(key->verify(kEcdsa, kMessage, sign(pair.get(), "SHA256", kMessage)));
}

TEST(PublicKey, ReadsAnUnknownAlgorithmAndVerifiesNothingWithIt) {
    // SEQUENCE { SEQUENCE { OID 1.2.3 } BIT STRING 00 }
    const auto key = PublicKey::from_spki(*from_hex("300a300406022a0303020000"));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->type(), KeyType::other);
    EXPECT_FALSE(key->verify(kEcdsa, kMessage, *from_hex("3006020101020101")));
}

TEST(PublicKey, RefusesWhatIsNoKey) {
    auto trailing = spki_of(rsa_pair().get());
    trailing.push_back(0);
    EXPECT_FALSE(PublicKey::from_spki(trailing));
    const auto whole = spki_of(rsa_pair().get());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(PublicKey::from_spki(BytesView{whole}.first(size))) << size;
    }
    EXPECT_FALSE(PublicKey::from_spki(as_bytes("not a key")));
}

TEST(PublicKey, ComparesByEncoding) {
    const auto key = key_from(rsa_pair());
    EXPECT_EQ(key, key_from(rsa_pair()));
    EXPECT_FALSE(key == key_from(ec_key("prime256v1")));
}

TEST(SignatureAlgorithm, HasANameForReports) {
    EXPECT_EQ(to_string(kEcdsa), "ECDSA with SHA-256");
    EXPECT_EQ(to_string(kPss), "RSA-PSS with SHA-256");
    EXPECT_EQ(to_string(kEd25519), "Ed25519");
}

}  // namespace
}  // namespace mohur::signing
