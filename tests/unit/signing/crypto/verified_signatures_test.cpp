// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/verified_signatures.h"

#include "signing/crypto/hash.h"
#include "tests/unit/signing/crypto/raw_openssl.h"

#include <gtest/gtest.h>

#include <thread>

namespace mohur::signing {
namespace {

using mohur::testing::ec_key;
using mohur::testing::rsa_key;
using mohur::testing::sign;
using mohur::testing::spki_of;

constexpr SignatureAlgorithm kEcdsa{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}};

/// A key of OpenSSL's and what it signed.
struct Signed {
    PublicKey key;
    Bytes message;
    Bytes value;

    static Signed letter(int number) {
        static const auto pair = ec_key("prime256v1");
        const auto message = to_bytes(as_bytes("letter " + std::to_string(number)));
        return {*PublicKey::from_spki(spki_of(pair.get())), message,
                sign(pair.get(), "SHA256", message)};
    }
    [[nodiscard]] bool verify(VerifiedSignatures& memory) const {
        return memory.verify(key, kEcdsa, message, value);
    }
};

TEST(VerifiedSignatures, AGoodSignatureIsComputedOnce) {
    VerifiedSignatures memory;
    const auto letter = Signed::letter(1);
    EXPECT_TRUE(letter.verify(memory));
    EXPECT_EQ(memory.hits(), 0U);
    EXPECT_TRUE(letter.verify(memory));
    EXPECT_EQ(memory.hits(), 1U);
    EXPECT_EQ(memory.size(), 1U);
}

TEST(VerifiedSignatures, ABadOneIsNeverRemembered) {
    VerifiedSignatures memory;
    auto letter = Signed::letter(1);
    letter.message.back() ^= 1U;
    EXPECT_FALSE(letter.verify(memory));
    EXPECT_FALSE(letter.verify(memory));
    EXPECT_EQ(memory.hits(), 0U);
    EXPECT_EQ(memory.size(), 0U);
}

TEST(VerifiedSignatures, NothingButTheSameKeyOctetsAndValueIsTheSame) {
    VerifiedSignatures memory;
    const auto one = Signed::letter(1);
    const auto two = Signed::letter(2);
    ASSERT_TRUE(one.verify(memory));
    ASSERT_TRUE(two.verify(memory));
    const auto other_key = *PublicKey::from_spki(spki_of(ec_key("prime256v1").get()));
    EXPECT_FALSE(memory.verify(other_key, kEcdsa, one.message, one.value));
    EXPECT_FALSE(memory.verify(one.key, kEcdsa, two.message, one.value));
    EXPECT_FALSE(memory.verify(one.key, kEcdsa, one.message, two.value));
    // An octet that wanders from the message to the value is in another field.
    auto longer = one.message;
    longer.push_back(one.value.front());
    EXPECT_FALSE(memory.verify(one.key, kEcdsa, longer, BytesView{one.value}.subspan(1)));
    EXPECT_EQ(memory.hits(), 0U);
}

TEST(VerifiedSignatures, TheParametersOfPssAreOfTheSignature) {
    const auto pair = rsa_key(2048);
    const auto key = *PublicKey::from_spki(spki_of(pair.get()));
    const auto message = as_bytes("letter");
    const auto value = sign(pair.get(), "SHA256", message, 32);
    const SignatureAlgorithm right{SignatureScheme::rsa_pss, DigestAlgorithm::sha256, {}, 32};
    const SignatureAlgorithm other_salt{SignatureScheme::rsa_pss, DigestAlgorithm::sha256, {}, 20};
    const SignatureAlgorithm other_mask{SignatureScheme::rsa_pss, DigestAlgorithm::sha256,
                                        DigestAlgorithm::sha512, 32};
    VerifiedSignatures memory;
    ASSERT_TRUE(memory.verify(key, right, message, value));
    EXPECT_FALSE(memory.verify(key, other_salt, message, value));
    EXPECT_FALSE(memory.verify(key, other_mask, message, value));
    EXPECT_EQ(memory.hits(), 0U);
}

TEST(VerifiedSignatures, ForgetsWhatWasNotUsedForTwoGenerations) {
    constexpr std::size_t kGeneration = 4;
    VerifiedSignatures memory{kGeneration};
    const auto often = Signed::letter(0);
    const auto once = Signed::letter(1);
    ASSERT_TRUE(often.verify(memory));
    ASSERT_TRUE(once.verify(memory));
    for (int number = 2; number < 40; ++number) {
        ASSERT_TRUE(Signed::letter(number).verify(memory));
        ASSERT_TRUE(often.verify(memory));
        ASSERT_LE(memory.size(), 2 * kGeneration);
    }
    EXPECT_EQ(memory.hits(), 38U);
    ASSERT_TRUE(once.verify(memory));
    EXPECT_EQ(memory.hits(), 38U);
}

TEST(VerifiedSignatures, ServesThreadsAtOnce) {
    VerifiedSignatures memory{3};
    std::vector<Signed> letters;
    for (int number = 0; number < 8; ++number) {
        letters.push_back(Signed::letter(number));
    }
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            for (const auto& letter : letters) {
                EXPECT_TRUE(letter.verify(memory));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_LE(memory.size(), 6U);
}

}  // namespace
}  // namespace mohur::signing
