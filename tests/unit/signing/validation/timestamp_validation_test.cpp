// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/validation/world.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>

/// EN 319 102-1 clause 5.4.
namespace mohur::signing::testing {
namespace {

using namespace std::chrono_literals;

FileVerdict verdict_on_token(const TimestampFacts& facts, const ValidationContext& context) {
    FileFacts file;
    file.container = ContainerKind::tst;
    file.timestamps = {facts};
    auto verdict = validate(file, context);
    return verdict;
}

TimestampFacts whole_token(std::string_view tsa = "tsa") {
    auto facts = token(TimestampType::content, issued() - 1h, tsa);
    facts.crls = {crl("root")};
    return facts;
}

TEST(TimestampValidation, PassesAWholeTokenOfATrustedAuthority) {
    const auto verdict = verdict_on_token(whole_token(), context_at(issued()));
    EXPECT_EQ(status_of(verdict.timestamps[0]), "PASSED");
    EXPECT_EQ(verdict.timestamps[0].chain.size(), 3U);
    EXPECT_EQ(verdict.exit_code(), 0);
}

struct Flaw {
    const char* name;
    std::function<void(TimestampFacts&)> apply;
    const char* status;
    const char* code;
};

void PrintTo(const Flaw& flaw, std::ostream* out) {
    *out << flaw.name;
}

class TokenFlaw : public ::testing::TestWithParam<Flaw> {};

TEST_P(TokenFlaw, DecidesTheVerdict) {
    auto facts = whole_token();
    GetParam().apply(facts);
    const auto verdict = verdict_on_token(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict.timestamps[0]), GetParam().status);
    EXPECT_TRUE(has_code(verdict.timestamps[0].errors, GetParam().code));
    EXPECT_EQ(verdict.exit_code(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    TimestampValidation, TokenFlaw,
    ::testing::Values(
        Flaw{"NoCertificate", [](auto& f) { f.tsa.reset(); },
             "INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND", "signing-certificate-not-found"},
        Flaw{"DataNotThere", [](auto& f) { f.intact = f.imprint_found = f.imprint_intact = false; },
             "INDETERMINATE/SIGNED_DATA_NOT_FOUND", "timestamp-data-not-found"},
        Flaw{"OtherData", [](auto& f) { f.intact = f.imprint_intact = false; },
             "FAILED/HASH_FAILURE", "timestamp-imprint-mismatch"},
        Flaw{"TokenForged", [](auto& f) { f.intact = f.token_intact = false; },
             "FAILED/SIG_CRYPTO_FAILURE", "timestamp-token-invalid"},
        Flaw{"NotIntactForAnotherReason", [](auto& f) { f.intact = false; },
             "INDETERMINATE/GENERIC", "not-intact"},
        Flaw{"FromTheFuture", [](auto& f) { f.time = issued() + 61s; }, "INDETERMINATE/NO_POE",
             "timestamp-after-validation-time"},
        Flaw{"BeforeItsCertificate", [](auto& f) { f.time = days_later(-366); },
             "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE", "timestamp-outside-tsa-validity"},
        Flaw{"Sha1Imprint", [](auto& f) { f.imprint_algorithm = DigestAlgorithm::sha1; },
             "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "algorithm-unacceptable"},
        Flaw{"NoStatus", [](auto& f) { f.ocsp_responses.clear(); },
             "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE", "revocation-unavailable"},
        Flaw{"NoStatusOfItsCa", [](auto& f) { f.crls.clear(); },
             "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE", "tsa-ca-revocation-unavailable"}),
    [](const auto& instance) { return instance.param.name; });

struct TsaCase {
    const char* tsa;
    const char* status;
};

class TsaState : public ::testing::TestWithParam<TsaCase> {};

TEST_P(TsaState, DecidesTheVerdict) {
    const auto verdict = verdict_on_token(whole_token(GetParam().tsa), context_at(issued()));
    EXPECT_EQ(status_of(verdict.timestamps[0]), GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(
    TimestampValidation, TsaState,
    ::testing::Values(TsaCase{"tsa-wrong-eku", "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE"},
                      TsaCase{"tsa-non-critical-eku", "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE"},
                      TsaCase{"tsa-two-eku", "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE"},
                      TsaCase{"signer", "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE"},
                      TsaCase{"tsa-revoked", "INDETERMINATE/REVOKED_NO_POE"},
                      TsaCase{"tsa-unknown-ca", "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND"}));

TEST(TimestampValidation, GrantsARealClockSomeSkewAndAChosenTimeNone) {
    auto facts = whole_token();
    facts.time = issued() + 60s;
    auto context = context_at(issued());
    EXPECT_EQ(status_of(verdict_on_token(facts, context).timestamps[0]), "PASSED");
    context.hypothetical = true;
    EXPECT_EQ(status_of(verdict_on_token(facts, context).timestamps[0]), "INDETERMINATE/NO_POE");
}

TEST(TimestampValidation, JudgesTheAuthorityAsOfTheValidationTime) {
    auto facts = whole_token("tsa-expired");  // until one day before
    facts.time = days_later(-2);
    EXPECT_EQ(status_of(verdict_on_token(facts, context_at(issued())).timestamps[0]),
              "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
}

}  // namespace
}  // namespace mohur::signing::testing
