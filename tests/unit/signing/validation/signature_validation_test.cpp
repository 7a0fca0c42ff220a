// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/validation/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>

namespace mohur::signing::testing {
namespace {

using namespace std::chrono_literals;

TEST(SignatureValidation, PassesWhatIsRightInEveryRespect) {
    const auto verdict = verdict_on(signature_of(), context_at(issued()));
    EXPECT_EQ(status_of(verdict), "TOTAL-PASSED");
    EXPECT_TRUE(verdict.errors.empty());
    EXPECT_EQ(verdict.chain.size(), 3U);
    EXPECT_EQ(verdict.best_signature_time, issued());
}

/// One thing is wrong; what the strict policy answers.
struct Flaw {
    const char* name;
    std::function<void(SignatureFacts&)> apply;
    const char* strict;
    const char* code;
    const char* dss_like = nullptr;  // where it differs
};

void PrintTo(const Flaw& flaw, std::ostream* out) {
    *out << flaw.name;
}

class OneFlaw : public ::testing::TestWithParam<Flaw> {};

TEST_P(OneFlaw, DecidesTheVerdict) {
    auto facts = signature_of();
    GetParam().apply(facts);
    const auto strict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(strict), GetParam().strict);
    EXPECT_TRUE(has_code(strict.errors, GetParam().code));
    const auto lenient = verdict_on(facts, context_at(issued(), "dss-like"));
    EXPECT_EQ(status_of(lenient),
              GetParam().dss_like == nullptr ? GetParam().strict : GetParam().dss_like);
}

INSTANTIATE_TEST_SUITE_P(
    SignatureValidation, OneFlaw,
    ::testing::Values(
        // EN 319 102-1 5.2.2
        Flaw{"UnsupportedFormat", [](auto& f) { f.form = SignatureForm::unsupported; },
             "INDETERMINATE/GENERIC", "unsupported-format"},
        Flaw{"StructureInvalid", [](auto& f) { f.structure_valid = false; },
             "TOTAL-FAILED/FORMAT_FAILURE", "structure-invalid", "TOTAL-PASSED"},
        Flaw{"StructureNotJudged", [](auto& f) { f.structure_valid.reset(); },
             "INDETERMINATE/GENERIC", "structure-not-judged", "TOTAL-PASSED"},
        Flaw{"BindingAmbiguous", [](auto& f) { f.binding_unambiguous = false; },
             "TOTAL-FAILED/FORMAT_FAILURE", "binding-ambiguous"},
        Flaw{"ContainerRule",
             [](auto& f) {
                 f.errors = {{"container-mimetype-invalid", "application/zip"}};
             },
             "TOTAL-FAILED/FORMAT_FAILURE", "container-mimetype-invalid"},
        Flaw{"PdfNotCompared", [](auto& f) { f.form = SignatureForm::pades; },
             "INDETERMINATE/GENERIC", "pdf-modifications-not-judged"},
        Flaw{"PdfPageAdded",
             [](auto& f) {
                 f.form = SignatureForm::pades;
                 f.pdf_modifications = {"page-difference"};
             },
             "TOTAL-FAILED/FORMAT_FAILURE", "pdf-page-difference"},
        Flaw{"PdfObjectsChanged",
             [](auto& f) {
                 f.form = SignatureForm::pades;
                 f.pdf_modifications = {"undefined-object-changes"};
             },
             "TOTAL-FAILED/FORMAT_FAILURE", "pdf-undefined-object-changes", "TOTAL-PASSED"},
        // 5.2.3
        Flaw{"NoCertificate", [](auto& f) { f.signing_certificate.reset(); },
             "INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND", "signing-certificate-not-found"},
        Flaw{"NoReference", [](auto& f) { f.signing_certificate_reference_present = false; },
             "INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND", "signing-certificate-reference-missing",
             "TOTAL-PASSED"},
        Flaw{"WrongReference", [](auto& f) { f.signing_certificate_reference_matches = false; },
             "INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND",
             "signing-certificate-reference-mismatch"},
        Flaw{"TwoReferences", [](auto& f) { f.signing_certificate_reference_ambiguous = true; },
             "INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND",
             "signing-certificate-reference-ambiguous"},
        // 5.2.4
        Flaw{"ExplicitPolicy", [](auto& f) { f.signature_policy_id = "1.2.3"; },
             "INDETERMINATE/SIGNATURE_POLICY_NOT_AVAILABLE", "signature-policy-not-available",
             "TOTAL-PASSED"},
        // 5.2.6
        Flaw{"NoRevocationAnswer", [](auto& f) { f.ocsp_responses.clear(); },
             "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE", "revocation-unavailable"},
        Flaw{"NoRevocationAnswerOnCa", [](auto& f) { f.crls.clear(); },
             "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE", "ca-revocation-unavailable"},
        Flaw{"NoIntermediate", [](auto& f) { f.certificates.pop_back(); },
             "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND", "no-trusted-chain"},
        // 5.2.7
        Flaw{"DataMissing",
             [](auto& f) {
                 f.references[0] = {"letter.pdf", false, false, DigestAlgorithm::sha256};
             },
             "INDETERMINATE/SIGNED_DATA_NOT_FOUND", "signed-data-not-found"},
        Flaw{"SignsNothing", [](auto& f) { f.scopes.clear(); },
             "INDETERMINATE/SIGNED_DATA_NOT_FOUND", "signed-data-not-found"},
        Flaw{"DataChanged", [](auto& f) { f.references[0].intact = false; },
             "TOTAL-FAILED/HASH_FAILURE", "hash-mismatch"},
        Flaw{"DigestUnknown",
             [](auto& f) {
                 f.references[0] = {"letter.pdf", true, false, std::nullopt};
             },
             "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE", "algorithm-unsupported"},
        Flaw{"TransformRefused",
             [](auto& f) {
                 f.references[0].intact = false;
                 f.errors = {{"transform-refused", "xslt"}};
             },
             "INDETERMINATE/GENERIC", "transform-refused"},
        Flaw{"TransformRefusedAndDataChanged",
             [](auto& f) {
                 f.references[0].intact = false;
                 f.errors = {{"transform-refused", "xslt"}, {"hash-mismatch", "letter.pdf"}};
             },
             "TOTAL-FAILED/HASH_FAILURE", "hash-mismatch"},
        Flaw{"ValueWrong", [](auto& f) { f.signature_value_valid = false; },
             "TOTAL-FAILED/SIG_CRYPTO_FAILURE", "signature-value-invalid"},
        Flaw{"AlgorithmUnknown",
             [](auto& f) {
                 f.signature_value_valid = false;
                 f.algorithm.reset();
             },
             "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE", "algorithm-unsupported"},
        Flaw{"NothingReferenced", [](auto& f) { f.references.clear(); }, "INDETERMINATE/GENERIC",
             "not-intact"},
        // 5.2.8
        Flaw{"PropertiesUnbound", [](auto& f) { f.signed_properties_bound = false; },
             "INDETERMINATE/SIG_CONSTRAINTS_FAILURE", "signed-properties-unbound"},
        Flaw{"NoSigningTime", [](auto& f) { f.claimed_signing_time.reset(); },
             "INDETERMINATE/SIG_CONSTRAINTS_FAILURE", "signing-time-missing"},
        Flaw{"SigningTimeTooEarly", [](auto& f) { f.claimed_signing_time = days_later(-181); },
             "INDETERMINATE/SIG_CONSTRAINTS_FAILURE", "signing-time-outside-validity"},
        Flaw{"Sha1Reference", [](auto& f) { f.references[0].algorithm = DigestAlgorithm::sha1; },
             "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "algorithm-unacceptable"},
        // 5.5
        Flaw{"BrokenTimestamp",
             [](auto& f) {
                 f.timestamps = {token(TimestampType::signature, issued())};
                 f.timestamps[0].intact = f.timestamps[0].token_intact = false;
             },
             "INDETERMINATE/SIG_CONSTRAINTS_FAILURE", "timestamp-not-valid", "TOTAL-PASSED"}),
    [](const auto& instance) { return instance.param.name; });

/// The states of a signing certificate.
struct SignerCase {
    const char* signer;
    const char* status;
    const char* code;
};

class SignerState : public ::testing::TestWithParam<SignerCase> {};

TEST_P(SignerState, DecidesTheVerdict) {
    const auto verdict = verdict_on(signature_of(GetParam().signer), context_at(issued()));
    EXPECT_EQ(status_of(verdict), GetParam().status);
    EXPECT_TRUE(has_code(verdict.errors, GetParam().code));
}

INSTANTIATE_TEST_SUITE_P(
    SignatureValidation, SignerState,
    ::testing::Values(
        SignerCase{"signer-revoked", "INDETERMINATE/REVOKED_NO_POE", "certificate-revoked"},
        SignerCase{"signer-suspended", "INDETERMINATE/TRY_LATER", "certificate-on-hold"},
        SignerCase{"signer-encryption-only", "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE",
                   "signer-key-usage"},
        SignerCase{"ocsp", "INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE", "signer-forbidden-extension"},
        SignerCase{"signer-unknown-ca", "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND",
                   "no-trusted-chain"},
        SignerCase{"signer-sha1", "INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
                   "algorithm-unacceptable"}));

TEST(SignatureValidation, DoesNotForgiveSurplusMeaningOfAnUnknownReaderFinding) {
    auto facts = signature_of();
    facts.errors = {{"undecodable-signature", "for the record"}};
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict), "TOTAL-PASSED");
    EXPECT_TRUE(has_code(verdict.errors, "undecodable-signature"));
}

// EN 319 102-1 5.3.4: format, certificate, data, acceptance, chain.
TEST(SignatureValidation, LetsTheEarliestBlockDecideAndReportsTheRest) {
    auto facts = signature_of("signer-revoked");
    facts.references[0].intact = false;
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict), "TOTAL-FAILED/HASH_FAILURE");
    EXPECT_TRUE(has_code(verdict.errors, "certificate-revoked"));
}

// What a reader says early must not overtake the order of the blocks.
TEST(SignatureValidation, DecidesByTheFactsWhereAReaderOnlyRepeatsThem) {
    auto facts = signature_of();
    facts.references[0].intact = false;
    facts.signing_certificate_reference_matches = false;
    facts.errors = {{"hash-mismatch", "letter.pdf differs"}};
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict), "INDETERMINATE/NO_SIGNING_CERTIFICATE_FOUND");
    EXPECT_EQ(std::ranges::count(verdict.errors, "hash-mismatch", &Finding::code), 1);
}

TEST(SignatureValidation, JudgesCounterSignaturesOnTheirOwn) {
    auto facts = signature_of();
    facts.counter_signatures = {signature_of(), signature_of("signer-revoked")};
    facts.counter_signatures[0].counter_signature = true;
    facts.counter_signatures[0].scopes.clear();
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict), "TOTAL-PASSED");
    ASSERT_EQ(verdict.counter_signatures.size(), 2U);
    EXPECT_EQ(status_of(verdict.counter_signatures[0]), "TOTAL-PASSED");
    EXPECT_EQ(status_of(verdict.counter_signatures[1]), "INDETERMINATE/REVOKED_NO_POE");
    EXPECT_EQ(validate(file_with(facts), context_at(issued())).exit_code(), 1);
}

TEST(SignatureValidation, PassesASignerThatIsItselfAnAnchor) {
    auto facts = signature_of("signer-expired");
    facts.claimed_signing_time = days_later(-30);
    facts.ocsp_responses.clear();
    auto context = context_at(issued());
    context.anchors = TrustAnchors{{certificate("signer-expired")}};
    EXPECT_EQ(status_of(verdict_on(facts, context)), "TOTAL-PASSED");
}

}  // namespace
}  // namespace mohur::signing::testing
