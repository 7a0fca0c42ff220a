// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/private_key.h"

#include "pki-test/hierarchy.h"
#include "signing/core/time.h"
#include "signing/crypto/hash.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

const Secret kPassword{std::string_view{"ƏlifBa-2026"}};

const pkitest::Hierarchy& pki() {
    static const auto hierarchy =
        pkitest::Hierarchy::standard([] { return *parse_rfc3339("2026-11-21T12:00:00Z"); });
    return hierarchy;
}

Result<Pkcs12> read(const char* name) {
    return read_pkcs12(pki().pkcs12(name, std::string{as_text(kPassword.reveal())}), kPassword);
}

SignatureAlgorithm algorithm(SignatureScheme scheme,
                             DigestAlgorithm digest = DigestAlgorithm::sha256) {
    return {scheme, digest, std::nullopt, std::nullopt};
}

TEST(Pkcs12, HoldsKeyCertificateAndIssuers) {
    const auto contents = read("signer");
    ASSERT_TRUE(contents);
    EXPECT_EQ(contents->certificate, pki().certificate("signer"));
    EXPECT_EQ(contents->chain, std::vector<Bytes>{pki().certificate("issuing-ca")});
    EXPECT_EQ(contents->key.public_key().curve(), "P-256");
}

TEST(Pkcs12, TellsAWrongPasswordFromADamagedFile) {
    Bytes file = pki().pkcs12("signer", "right");
    const auto wrong = read_pkcs12(file, Secret{std::string_view{"wrong"}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error(), Error::denied("pin-incorrect"));
    EXPECT_EQ(read_pkcs12(file, Secret{}).error().reason, "pin-incorrect");
    file.push_back(0);
    EXPECT_EQ(read_pkcs12(file, Secret{std::string_view{"right"}}).error().reason,
              "pkcs12-invalid");
    EXPECT_EQ(read_pkcs12({}, Secret{}).error().reason, "pkcs12-invalid");
    EXPECT_EQ(read_pkcs12(Bytes(2'000'000, 0x30), Secret{}).error().code, ErrorCode::too_large);
}

struct Made {
    const char* name;
    SignatureAlgorithm algorithm;
};
const Made kMade[] = {
    {"signer", algorithm(SignatureScheme::ecdsa)},
    {"signer", algorithm(SignatureScheme::ecdsa, DigestAlgorithm::sha512)},
    {"signer-p384", algorithm(SignatureScheme::ecdsa, DigestAlgorithm::sha384)},
    {"signer-rsa", algorithm(SignatureScheme::rsa_pkcs1)},
    {"signer-rsa", algorithm(SignatureScheme::rsa_pss, DigestAlgorithm::sha384)},
};

class PrivateKeySigning : public ::testing::TestWithParam<Made> {};

TEST_P(PrivateKeySigning, MakesWhatThePublicKeyVerifies) {
    const auto contents = read(GetParam().name);
    ASSERT_TRUE(contents);
    const auto digest = digest_of(GetParam().algorithm.digest, as_bytes("letter"));
    const auto value = contents->key.sign_digest(GetParam().algorithm, digest);
    ASSERT_TRUE(value);
    EXPECT_TRUE(
        contents->key.public_key().verify(GetParam().algorithm, as_bytes("letter"), *value));
}
INSTANTIATE_TEST_SUITE_P(PrivateKey, PrivateKeySigning, ::testing::ValuesIn(kMade));

TEST(PrivateKey, SignsMessagesWithEd25519Only) {
    const auto edwards = read("signer-ed25519");
    ASSERT_TRUE(edwards);
    const auto pure = algorithm(SignatureScheme::ed25519, DigestAlgorithm::sha512);
    const auto value = edwards->key.sign_message(pure, as_bytes("letter"));
    ASSERT_TRUE(value);
    EXPECT_TRUE(edwards->key.public_key().verify(pure, as_bytes("letter"), *value));
    EXPECT_FALSE(edwards->key.public_key().verify(pure, as_bytes("letter."), *value));
    EXPECT_EQ(read("signer")->key.sign_message(pure, as_bytes("letter")).error().reason,
              "key-mechanism");
    EXPECT_EQ(edwards->key.sign_message(algorithm(SignatureScheme::ecdsa), as_bytes("letter"))
                  .error()
                  .reason,
              "key-mechanism");
}

TEST(PrivateKey, RefusesWhatItCannotMake) {
    const auto contents = read("signer");
    ASSERT_TRUE(contents);
    const auto digest = digest_of(DigestAlgorithm::sha256, as_bytes("letter"));
    const auto refused = [&](const SignatureAlgorithm& a, const Digest& d) {
        const auto value = contents->key.sign_digest(a, d);
        return !value && value.error().reason == "key-mechanism";
    };
    EXPECT_TRUE(refused(algorithm(SignatureScheme::rsa_pkcs1), digest));
    EXPECT_TRUE(refused(algorithm(SignatureScheme::ed25519), digest));
    EXPECT_TRUE(refused(algorithm(SignatureScheme::ecdsa, DigestAlgorithm::sha384), digest));
    EXPECT_TRUE(refused(algorithm(SignatureScheme::ecdsa), {DigestAlgorithm::sha256, Bytes(31)}));
}

}  // namespace
}  // namespace mohur::signing
