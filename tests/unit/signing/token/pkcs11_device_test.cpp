// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_device.h"

#include "pki-test/hierarchy.h"
#include "pki-test/soft_token.h"
#include "signing/core/time.h"
#include "signing/crypto/hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include <unistd.h>

namespace mohur::signing {
namespace {

const pkitest::Hierarchy& pki() {
    static const auto hierarchy =
        pkitest::Hierarchy::standard([] { return *parse_rfc3339("2026-11-21T12:00:00Z"); });
    return hierarchy;
}

/// SoftHSM2 with the tokens of the test PKI, in a folder of its own.
class SoftHsm : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::filesystem::temp_directory_path() /
                  ("mohur-softhsm-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
        softhsm_ = pkitest::provision_softhsm(pki(), folder_, pkitest::default_softhsm_module());
        auto module = Pkcs11Module::load(softhsm_.module);
        ASSERT_TRUE(module) << module.error().detail;
        module_ = *std::move(module);
    }
    static void TearDownTestSuite() {
        module_.reset();
        std::filesystem::remove_all(folder_);
    }

    static Pkcs11Uri uri_of(const std::string& name) {
        const auto key = std::ranges::find(softhsm_.keys, name, &pkitest::TokenKey::name);
        return *Pkcs11Uri::parse(key->uri);
    }
    static Result<std::unique_ptr<Pkcs11Device>> open(const std::string& name,
                                                      Pkcs11DeviceOptions options = {}) {
        const auto uri = uri_of(name);
        return Pkcs11Device::open(*module_, uri, *read_pin_source(*uri.pin_source),
                                  std::move(options));
    }

    static inline std::filesystem::path folder_;
    static inline pkitest::SoftHsm softhsm_;
    static inline std::unique_ptr<Pkcs11Module> module_;
};

TEST_F(SoftHsm, ListsItsTokens) {
    const auto tokens = module_->tokens();
    ASSERT_TRUE(tokens);
    EXPECT_EQ(tokens->size(), pki().tokens().size());
    const auto minister = std::ranges::find(*tokens, "numune-nazir", &TokenInfo::label);
    ASSERT_NE(minister, tokens->end());
    EXPECT_TRUE(minister->login_required);
    EXPECT_FALSE(minister->pin_locked);
    EXPECT_EQ(minister->manufacturer, "SoftHSM project");
}

TEST_F(SoftHsm, FindsOneTokenOrSaysWhyNot) {
    EXPECT_EQ(module_->find_token(*Pkcs11Uri::parse("pkcs11:token=nowhere")).error().reason,
              "token-missing");
    EXPECT_EQ(module_->find_token(*Pkcs11Uri::parse("pkcs11:")).error().reason, "token-ambiguous");
    EXPECT_TRUE(module_->find_token(*Pkcs11Uri::parse("pkcs11:token=sinaq-mohur")));
}

TEST_F(SoftHsm, HoldsTheCertificateOfTheKeyAndItsIssuer) {
    const auto device = open("signer");
    ASSERT_TRUE(device) << device.error().reason << device.error().detail;
    EXPECT_EQ((*device)->certificate().der(), pki().certificate("signer"));
    ASSERT_EQ((*device)->chain().size(), 1U);
    EXPECT_EQ((*device)->chain()[0].der(), pki().certificate("issuing-ca"));
}

TEST_F(SoftHsm, FindsTheRightOneOfSeveralKeys) {
    for (const auto* name : {"signer-revoked", "signer-suspended", "signer-expired"}) {
        const auto device = open(name);
        ASSERT_TRUE(device) << name << device.error().reason;
        EXPECT_EQ((*device)->certificate().der(), pki().certificate(name));
    }
    auto any = uri_of("signer-revoked");
    any.object.reset();
    any.id.reset();
    EXPECT_EQ(Pkcs11Device::open(*module_, any, *read_pin_source(softhsm_.pin_file)).error().reason,
              "key-ambiguous");
    any.object = "nothing";
    EXPECT_EQ(Pkcs11Device::open(*module_, any, *read_pin_source(softhsm_.pin_file)).error().reason,
              "key-missing");
}

struct Made {
    const char* name;
    DigestAlgorithm digest;
    bool prefer_pss;
    SignatureScheme scheme;
};
const Made kMade[] = {
    {"signer", DigestAlgorithm::sha256, false, SignatureScheme::ecdsa},
    {"signer", DigestAlgorithm::sha512, false, SignatureScheme::ecdsa},
    {"signer-rsa", DigestAlgorithm::sha256, false, SignatureScheme::rsa_pkcs1},
    {"signer-rsa", DigestAlgorithm::sha512, false, SignatureScheme::rsa_pkcs1},
    {"signer-rsa", DigestAlgorithm::sha256, true, SignatureScheme::rsa_pss},
    {"signer-rsa", DigestAlgorithm::sha384, true, SignatureScheme::rsa_pss},
};

class SoftHsmSigning : public SoftHsm, public ::testing::WithParamInterface<Made> {};

TEST_P(SoftHsmSigning, MakesWhatTheCertificateVerifies) {
    Pkcs11DeviceOptions options;
    options.prefer_pss = GetParam().prefer_pss;
    const auto device = open(GetParam().name, options);
    ASSERT_TRUE(device) << device.error().reason;
    const auto algorithm = (*device)->algorithm(GetParam().digest);
    ASSERT_TRUE(algorithm);
    EXPECT_EQ(algorithm->scheme, GetParam().scheme);
    const auto value =
        (*device)->sign_digest(*algorithm, digest_of(GetParam().digest, as_bytes("letter")));
    ASSERT_TRUE(value) << value.error().detail;
    const auto& key = (*device)->certificate().public_key();
    EXPECT_TRUE(key.verify(*algorithm, as_bytes("letter"), *value));
    EXPECT_FALSE(key.verify(*algorithm, as_bytes("other"), *value));
}
INSTANTIATE_TEST_SUITE_P(SoftHsm, SoftHsmSigning, ::testing::ValuesIn(kMade));

TEST_F(SoftHsm, RefusesAlgorithmsOfAnotherKey) {
    const auto device = open("signer");
    ASSERT_TRUE(device);
    const auto digest = digest_of(DigestAlgorithm::sha256, as_bytes("letter"));
    const auto reason = [&](SignatureScheme scheme, DigestAlgorithm algorithm) {
        const auto made = (*device)->sign_digest({scheme, algorithm, {}, {}}, digest);
        return made ? "" : made.error().reason;
    };
    EXPECT_EQ(reason(SignatureScheme::rsa_pkcs1, DigestAlgorithm::sha256), "key-mechanism");
    EXPECT_EQ(reason(SignatureScheme::ed25519, DigestAlgorithm::sha256), "key-mechanism");
    EXPECT_EQ(reason(SignatureScheme::ecdsa, DigestAlgorithm::sha384), "key-mechanism");
    EXPECT_EQ((*device)->algorithm(DigestAlgorithm::sha1).error().reason, "key-mechanism");
    EXPECT_EQ(reason(SignatureScheme::ecdsa, DigestAlgorithm::sha256), "") << "and still works";
}

TEST_F(SoftHsm, KnowsAWrongPinBeforeAndAfterTheRightOne) {
    const auto uri = uri_of("executor");
    const auto reason = [&](std::string_view pin) {
        const auto device = Pkcs11Device::open(*module_, uri, Secret{pin});
        return device ? "" : device.error().reason;
    };
    EXPECT_EQ(reason("00000000"), "pin-incorrect");
    EXPECT_EQ(reason("1"), "pin-incorrect");
    EXPECT_EQ(reason(""), "pin-required");
    const auto right = open("executor");
    ASSERT_TRUE(right);
    EXPECT_EQ(reason("00000000"), "pin-incorrect");
    EXPECT_EQ(reason(pki().pin()), "");
}

TEST_F(SoftHsm, SignsInEightThreads) {
    const auto device = open("signer");
    ASSERT_TRUE(device);
    constexpr SignatureAlgorithm kEcdsa{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}};
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i) {
                const std::string message = std::to_string(t) + "/" + std::to_string(i);
                const auto value = (*device)->sign_digest(
                    kEcdsa, digest_of(DigestAlgorithm::sha256, as_bytes(message)));
                wrong += !value || !(*device)->certificate().public_key().verify(
                                       kEcdsa, as_bytes(message), *value);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(wrong, 0);
}

TEST_F(SoftHsm, ServesTwoTokensAtOnce) {
    const auto seal = open("seal-agency");
    const auto person = open("registrar");
    ASSERT_TRUE(seal);
    ASSERT_TRUE(person);
    const auto digest = digest_of(DigestAlgorithm::sha256, as_bytes("letter"));
    EXPECT_TRUE((*seal)->sign_digest(*(*seal)->algorithm(DigestAlgorithm::sha256), digest));
    EXPECT_TRUE((*person)->sign_digest(*(*person)->algorithm(DigestAlgorithm::sha256), digest));
}

}  // namespace
}  // namespace mohur::signing
