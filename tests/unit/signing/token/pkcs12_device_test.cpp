// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs12_device.h"

#include "pki-test/hierarchy.h"
#include "signing/core/time.h"
#include "signing/crypto/hash.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

const pkitest::Hierarchy& pki() {
    static const auto hierarchy =
        pkitest::Hierarchy::standard([] { return *parse_rfc3339("2026-11-21T12:00:00Z"); });
    return hierarchy;
}

const Secret kPassword{std::string_view{"secret"}};

TEST(Pkcs12Device, SignsWithTheKeyOfItsCertificate) {
    for (const auto* name : {"signer", "signer-rsa"}) {
        const auto device = Pkcs12Device::open(pki().pkcs12(name, "secret"), kPassword);
        ASSERT_TRUE(device);
        EXPECT_EQ((*device)->certificate().der(), pki().certificate(name));
        ASSERT_EQ((*device)->chain().size(), 1U);
        EXPECT_EQ((*device)->chain()[0].der(), pki().certificate("issuing-ca"));
        const auto algorithm = (*device)->algorithm(DigestAlgorithm::sha256);
        ASSERT_TRUE(algorithm);
        const auto value = (*device)->sign_digest(
            *algorithm, digest_of(DigestAlgorithm::sha256, as_bytes("letter")));
        ASSERT_TRUE(value);
        EXPECT_TRUE(
            (*device)->certificate().public_key().verify(*algorithm, as_bytes("letter"), *value));
    }
}

TEST(Pkcs12Device, SignsDataByEveryScheme) {
    for (const auto* name : {"signer", "signer-rsa", "signer-ed25519"}) {
        const auto device = Pkcs12Device::open(pki().pkcs12(name, "secret"), kPassword);
        ASSERT_TRUE(device);
        const auto algorithm = (*device)->algorithm(DigestAlgorithm::sha256);
        ASSERT_TRUE(algorithm) << name;
        const auto value = (*device)->sign(*algorithm, as_bytes("letter"));
        ASSERT_TRUE(value) << name;
        EXPECT_TRUE(
            (*device)->certificate().public_key().verify(*algorithm, as_bytes("letter"), *value));
    }
}

TEST(Pkcs12Device, PrefersPssWhenAsked) {
    const auto device = Pkcs12Device::open(pki().pkcs12("signer-rsa", "secret"), kPassword, true);
    ASSERT_TRUE(device);
    EXPECT_EQ((*device)->algorithm(DigestAlgorithm::sha256)->scheme, SignatureScheme::rsa_pss);
}

TEST(Pkcs12Device, KnowsAWrongPassword) {
    const auto refused = Pkcs12Device::open(pki().pkcs12("signer", "other"), kPassword);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "pin-incorrect");
}

}  // namespace
}  // namespace mohur::signing
