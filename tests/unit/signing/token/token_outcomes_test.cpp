// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/hierarchy.h"
#include "signing/core/time.h"
#include "signing/crypto/hash.h"
#include "signing/token/pkcs11_device.h"
#include "tests/unit/signing/token/double/token_double.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include <dlfcn.h>

namespace mohur::signing {
namespace {

using mohur::testing::TokenDouble;

const Secret kPin{std::string_view{"1234"}};
const Secret kWrongPin{std::string_view{"0000"}};
constexpr SignatureAlgorithm kEcdsa{SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}};

const Bytes& signer_certificate() {
    static const Bytes der = pkitest::Hierarchy::standard([] {
                                 return *parse_rfc3339("2026-11-21T12:00:00Z");
                             }).certificate("signer");
    return der;
}

TokenDouble* fresh_double() {
    void* library = ::dlopen(MOHUR_TOKEN_DOUBLE, RTLD_NOW | RTLD_LOCAL);
    auto* reset = reinterpret_cast<TokenDouble* (*)()>(::dlsym(library, "reset_token_double"));
    return reset();
}

/// The outcomes that only a token on purpose has.
class TokenOutcomes : public ::testing::Test {
protected:
    void SetUp() override {
        token_ = fresh_double();
        token_->certificate = signer_certificate();
        auto module = Pkcs11Module::load(MOHUR_TOKEN_DOUBLE);
        ASSERT_TRUE(module);
        module_ = *std::move(module);
    }

    Result<std::unique_ptr<Pkcs11Device>> open(const Secret& pin = kPin,
                                               Pkcs11DeviceOptions options = {}) {
        return Pkcs11Device::open(*module_, *Pkcs11Uri::parse("pkcs11:token=double"), pin,
                                  std::move(options));
    }
    Result<Bytes> sign(Pkcs11Device& device) {
        return device.sign_digest(kEcdsa, digest_of(DigestAlgorithm::sha256, as_bytes("letter")));
    }

    TokenDouble* token_ = nullptr;
    std::unique_ptr<Pkcs11Module> module_;
};

TEST_F(TokenOutcomes, SignsAndLogsOutAtTheEnd) {
    {
        auto device = open();
        ASSERT_TRUE(device);
        EXPECT_EQ((*device)->certificate().der(), signer_certificate());
        const auto value = sign(**device);
        ASSERT_TRUE(value);
        EXPECT_EQ(*value, *ecdsa_raw_to_der(Bytes(64, 0x01)));
        EXPECT_EQ(token_->signed_data,
                  digest_of(DigestAlgorithm::sha256, as_bytes("letter")).value);
        EXPECT_TRUE(token_->logged_in);
    }
    EXPECT_FALSE(token_->logged_in);
    EXPECT_TRUE(token_->sessions.empty());
}

TEST_F(TokenOutcomes, CountsWrongPinsUntilTheLock) {
    EXPECT_EQ(open(kWrongPin).error(),
              Error::denied("pin-incorrect", "C_Login: CKR_PIN_INCORRECT"));
    EXPECT_EQ(open(kWrongPin).error().reason, "pin-incorrect");
    EXPECT_EQ(open(kWrongPin).error().reason, "pin-locked");
    EXPECT_EQ(token_->user_logins, 3);
    const auto locked = open(kPin);
    ASSERT_FALSE(locked);
    EXPECT_EQ(locked.error(), Error::denied("pin-locked"));
    EXPECT_EQ(token_->user_logins, 3) << "a locked token is not asked again";
}

TEST_F(TokenOutcomes, KnowsTheLockOfATokenThatCallsItIncorrect) {
    token_->says_incorrect_when_locking = true;
    token_->tries_left = 1;
    EXPECT_EQ(open(kWrongPin).error().reason, "pin-locked");
}

TEST_F(TokenOutcomes, NeedsAPinOnlyWhereTheTokenDoes) {
    EXPECT_EQ(open(Secret{}).error(), Error::denied("pin-required"));
    EXPECT_EQ(token_->user_logins, 0);
    token_->protected_path = true;
    EXPECT_TRUE(open(Secret{}));
    token_->login_required = false;
    EXPECT_TRUE(open(Secret{}));
}

struct LoginOutcome {
    CK_RV value;
    ErrorCode code;
    const char* reason;
};
const LoginOutcome kLoginOutcomes[] = {
    {CKR_PIN_INCORRECT, ErrorCode::denied, "pin-incorrect"},
    {CKR_PIN_LEN_RANGE, ErrorCode::denied, "pin-incorrect"},
    {CKR_PIN_LOCKED, ErrorCode::denied, "pin-locked"},
    {CKR_PIN_EXPIRED, ErrorCode::denied, "pin-expired"},
    {CKR_USER_PIN_NOT_INITIALIZED, ErrorCode::denied, "pin-not-set"},
    {CKR_FUNCTION_CANCELED, ErrorCode::denied, "pin-cancelled"},
    {CKR_GENERAL_ERROR, ErrorCode::unavailable, "token-failed"},
};

class LoginOutcomes : public TokenOutcomes, public ::testing::WithParamInterface<LoginOutcome> {};

TEST_P(LoginOutcomes, AreTyped) {
    token_->script("C_Login", {GetParam().value});
    const auto refused = open();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, GetParam().code);
    EXPECT_EQ(refused.error().reason, GetParam().reason);
    EXPECT_TRUE(open()) << "the next login is judged for itself";
}
INSTANTIATE_TEST_SUITE_P(TokenOutcomes, LoginOutcomes, ::testing::ValuesIn(kLoginOutcomes));

// CKR_USER_ALREADY_LOGGED_IN comes for any PIN: it proves nothing.
TEST_F(TokenOutcomes, TakesAlreadyLoggedInForNoProof) {
    auto first = open();
    ASSERT_TRUE(first);
    EXPECT_EQ(open(kWrongPin).error().reason, "pin-incorrect");
    EXPECT_EQ(open(Secret{}).error().reason, "pin-incorrect");
    EXPECT_EQ(token_->user_logins, 1);
    EXPECT_TRUE(open(kPin));
    EXPECT_TRUE(sign(**first));
}

TEST_F(TokenOutcomes, ProvesThePinWhenSomebodyElseIsLoggedIn) {
    token_->logged_in = true;
    EXPECT_EQ(open(kWrongPin).error().reason, "pin-incorrect");
    token_->logged_in = true;
    EXPECT_TRUE(open(kPin));
}

TEST_F(TokenOutcomes, SurvivesATokenThatWasPluggedAnew) {
    auto device = open();
    ASSERT_TRUE(device);
    token_->replug();
    EXPECT_TRUE(sign(**device));
    EXPECT_EQ(token_->user_logins, 2);
    EXPECT_TRUE(sign(**device));
    EXPECT_EQ(token_->user_logins, 2);
}

TEST_F(TokenOutcomes, OpensATokenThatWasPluggedAnewSinceTheWrongPin) {
    EXPECT_FALSE(open(kWrongPin));
    auto device = open();
    ASSERT_TRUE(device);
    token_->replug();
    EXPECT_TRUE(open());
}

TEST_F(TokenOutcomes, SaysThatTheTokenIsMissingUntilItComesBack) {
    auto device = open();
    ASSERT_TRUE(device);
    token_->present = false;
    const auto missing = sign(**device);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::unavailable);
    EXPECT_EQ(missing.error().reason, "token-missing");
    EXPECT_EQ(open().error().reason, "token-missing");
    token_->present = true;
    token_->replug();
    EXPECT_TRUE(sign(**device));
}

const CK_RV kCurable[] = {CKR_SESSION_HANDLE_INVALID, CKR_SESSION_CLOSED, CKR_KEY_HANDLE_INVALID,
                          CKR_OBJECT_HANDLE_INVALID,  CKR_DEVICE_ERROR,   CKR_USER_NOT_LOGGED_IN};

class CurableOutcomes : public TokenOutcomes, public ::testing::WithParamInterface<CK_RV> {};

TEST_P(CurableOutcomes, AreTriedOnceMore) {
    auto device = open();
    ASSERT_TRUE(device);
    token_->script("C_SignInit", {GetParam()});
    EXPECT_TRUE(sign(**device));
    token_->script("C_Sign", {GetParam(), GetParam()});
    EXPECT_FALSE(sign(**device));
    EXPECT_EQ(token_->signatures, 1);
    EXPECT_TRUE(sign(**device));
}
INSTANTIATE_TEST_SUITE_P(TokenOutcomes, CurableOutcomes, ::testing::ValuesIn(kCurable));

TEST_F(TokenOutcomes, TriesNothingTwiceThatIsNotCurable) {
    auto device = open();
    ASSERT_TRUE(device);
    token_->script("C_Sign", {CKR_GENERAL_ERROR});
    EXPECT_EQ(sign(**device).error(), Error::unavailable("token-failed", "C_Sign: CKR 0x00000005"));
    EXPECT_TRUE(sign(**device));
    token_->script("C_SignInit", {CKR_MECHANISM_INVALID});
    EXPECT_EQ(sign(**device).error().reason, "key-mechanism");
}

// A PIN that was changed meanwhile would lock the token if every signature tried it again.
TEST_F(TokenOutcomes, TriesARefusedPinNoMore) {
    auto device = open();
    ASSERT_TRUE(device);
    token_->replug();
    token_->pin = "5678";
    EXPECT_EQ(sign(**device).error().reason, "pin-incorrect");
    const int tried = token_->user_logins;
    EXPECT_EQ(sign(**device).error().reason, "pin-required");
    EXPECT_EQ(sign(**device).error().reason, "pin-required");
    EXPECT_EQ(token_->user_logins, tried);
    EXPECT_TRUE(open(Secret{std::string_view{"5678"}}));
    EXPECT_TRUE(sign(**device));
}

TEST_F(TokenOutcomes, ProvesThePinForEachSignatureWhereTheKeyAsksForIt) {
    token_->always_authenticate = true;
    auto device = open();
    ASSERT_TRUE(device);
    EXPECT_TRUE(sign(**device));
    EXPECT_TRUE(sign(**device));
    EXPECT_EQ(token_->context_logins, 2);
}

TEST_F(TokenOutcomes, NeedsOneKeyAndItsCertificate) {
    token_->keys = 0;
    EXPECT_EQ(open().error().reason, "key-missing");
    token_->keys = 2;
    EXPECT_EQ(open().error().reason, "key-ambiguous");
    token_->keys = 1;
    token_->certificate.clear();
    EXPECT_EQ(open().error().reason, "certificate-missing");
    Pkcs11DeviceOptions options;
    options.certificate = *Certificate::from_der(signer_certificate());
    EXPECT_TRUE(open(kPin, options));
}

TEST_F(TokenOutcomes, RefusesAValueThatIsNoSignature) {
    auto device = open();
    ASSERT_TRUE(device);
    token_->signature = std::vector<std::uint8_t>(64, 0x00);
    EXPECT_EQ(sign(**device).error().reason, "token-failed");
}

void sign_in_threads(Pkcs11Device& device, int threads, int each, std::atomic<int>& failures) {
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t) {
        all.emplace_back([&] {
            for (int i = 0; i < each; ++i) {
                failures += !device.sign_digest(
                    kEcdsa, digest_of(DigestAlgorithm::sha256, as_bytes("letter")));
            }
        });
    }
    for (auto& thread : all) {
        thread.join();
    }
}

TEST_F(TokenOutcomes, SharesNoSessionAndKeepsToItsBound) {
    Pkcs11DeviceOptions options;
    options.max_sessions = 3;
    auto device = open(kPin, options);
    ASSERT_TRUE(device);
    std::atomic<int> failures = 0;
    sign_in_threads(**device, 8, 25, failures);
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(token_->signatures, 200);
    EXPECT_FALSE(token_->shared_session);
    EXPECT_LE(token_->most_sessions, 4U) << "three that sign and one that keeps the login";
}

TEST_F(TokenOutcomes, MakesDoWithTheSessionsOfASmallToken) {
    token_->max_sessions = 2;
    auto device = open();
    ASSERT_TRUE(device);
    std::atomic<int> failures = 0;
    sign_in_threads(**device, 4, 25, failures);
    EXPECT_EQ(failures, 0);
    EXPECT_FALSE(token_->shared_session);
}

TEST_F(TokenOutcomes, RecoversOnceForAllThreads) {
    auto device = open();
    ASSERT_TRUE(device);
    std::atomic<int> failures = 0;
    for (int round = 0; round < 5; ++round) {
        token_->replug();
        sign_in_threads(**device, 8, 5, failures);
    }
    EXPECT_EQ(failures, 0);
    EXPECT_FALSE(token_->shared_session);
    EXPECT_EQ(token_->user_logins, 6);
}

TEST_F(TokenOutcomes, DoesNotWaitForASessionForEver) {
    Pkcs11DeviceOptions options;
    options.max_sessions = 1;
    options.session_wait = std::chrono::milliseconds{0};
    auto device = open(kPin, options);
    ASSERT_TRUE(device);
    std::atomic<int> failures = 0;
    sign_in_threads(**device, 4, 50, failures);
    EXPECT_GT(failures, 0);
    EXPECT_FALSE(token_->shared_session);
}

TEST_F(TokenOutcomes, HaveOneModuleInAProcess) {
    const auto second = Pkcs11Module::load(MOHUR_TOKEN_DOUBLE);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().reason, "token-module-in-use");
}

TEST(Pkcs11ModuleLoading, TellsMissingFromInvalid) {
    EXPECT_EQ(Pkcs11Module::load("/nonexistent/module.so").error().reason, "token-module-missing");
    EXPECT_EQ(Pkcs11Module::load("libm.so.6").error().reason, "token-module-invalid");
}

}  // namespace
}  // namespace mohur::signing
