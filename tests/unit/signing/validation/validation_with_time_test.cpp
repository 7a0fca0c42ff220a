// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/validation/world.h"

#include <gtest/gtest.h>

#include <chrono>

/// EN 319 102-1 clause 5.5.
namespace mohur::signing::testing {
namespace {

using namespace std::chrono_literals;

/// A signature of `signer` with a signature time-stamp at `time` whose authority answers for itself
/// at the validation time.
SignatureFacts stamped(std::string_view signer, Time time, Time validated) {
    auto facts = signature_of(signer);
    auto stamp = token(TimestampType::signature, time);
    stamp.ocsp_responses = {ocsp("tsa", "ca-signed", validated)};
    facts.crls = {crl("root", "", validated)};
    facts.timestamps = {stamp};
    return facts;
}

TEST(ValidationWithTime, TakesTheBestSignatureTimeFromTheEarliestPassedTimestamp) {
    auto facts = stamped("signer", issued() - 1h, issued());
    facts.timestamps.push_back(token(TimestampType::signature, issued() - 3h));
    facts.timestamps.push_back(token(TimestampType::content, issued() - 5h));
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict), "TOTAL-PASSED");
    EXPECT_EQ(verdict.best_signature_time, issued() - 3h);
}

TEST(ValidationWithTime, TakesNoTimeFromABrokenTimestamp) {
    auto facts = stamped("signer", issued() - 1h, issued());
    facts.timestamps[0].intact = facts.timestamps[0].imprint_intact = false;
    const auto verdict = verdict_on(facts, context_at(issued(), "dss-like"));
    EXPECT_EQ(verdict.best_signature_time, issued());
    EXPECT_EQ(status_of(verdict.timestamps[0]), "FAILED/HASH_FAILURE");
}

TEST(ValidationWithTime, TakesNoTimeFromATimestampOfAnUnknownAuthority) {
    auto facts = signature_of();
    facts.timestamps = {token(TimestampType::signature, issued() - 1h, "tsa-unknown-ca")};
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(verdict.best_signature_time, issued());
    EXPECT_EQ(status_of(verdict.timestamps[0]), "INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND");
}

/// The boundary around the revocation, which was one day before `issued()`.
struct RevocationMoment {
    const char* name;
    std::chrono::seconds from_revocation;
    const char* status;
};

class RevocationBoundary : public ::testing::TestWithParam<RevocationMoment> {};

// ADR "the revocation instant": the very second of the revocation is revoked.
TEST_P(RevocationBoundary, DecidesByTheSecond) {
    const auto facts =
        stamped("signer-revoked", days_later(-1) + GetParam().from_revocation, issued());
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict), GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(
    ValidationWithTime, RevocationBoundary,
    ::testing::Values(RevocationMoment{"OneSecondBefore", -1s, "TOTAL-PASSED"},
                      RevocationMoment{"AtTheSecond", 0s, "INDETERMINATE/REVOKED_NO_POE"},
                      RevocationMoment{"OneSecondAfter", 1s, "INDETERMINATE/REVOKED_NO_POE"}),
    [](const auto& instance) { return instance.param.name; });

TEST(ValidationWithTime, PassesASignatureThatExistedBeforeASuspension) {
    const auto facts = stamped("signer-suspended", days_later(-2), issued());
    EXPECT_EQ(status_of(verdict_on(facts, context_at(issued()))), "TOTAL-PASSED");
}

TEST(ValidationWithTime, FailsWhatAContentTimestampProvesYoungerThanTheRevocation) {
    auto facts = signature_of("signer-revoked");
    facts.timestamps = {token(TimestampType::content, issued() - 1h)};
    EXPECT_EQ(status_of(verdict_on(facts, context_at(issued()))), "TOTAL-FAILED/REVOKED");
    facts.timestamps = {token(TimestampType::content, days_later(-2))};
    EXPECT_EQ(status_of(verdict_on(facts, context_at(issued()))), "INDETERMINATE/REVOKED_NO_POE");
}

// The responder's certificate ends 335 days after the issue, the signer's 915.
TEST(ValidationWithTime, LeavesOpenWhatOnlyAnExpiredResponderAnswered) {
    const auto later = days_later(340);
    const auto verdict = verdict_on(stamped("signer", issued(), later), context_at(later));
    EXPECT_EQ(status_of(verdict), "INDETERMINATE/REVOCATION_OUT_OF_BOUNDS_NO_POE");
}

TEST(ValidationWithTime, PassesAnExpiredSignerWithAnAnswerOfTheCaItself) {
    const auto later = days_later(930);
    auto facts = stamped("signer", issued(), later);
    facts.ocsp_responses = {ocsp("signer", "ca-signed")};
    const auto verdict = verdict_on(facts, context_at(later));
    EXPECT_EQ(status_of(verdict), "TOTAL-PASSED");
    EXPECT_EQ(verdict.best_signature_time, issued());
}

TEST(ValidationWithTime, LeavesAnExpiredSignerOpenWithoutATimestamp) {
    auto facts = signature_of();
    facts.ocsp_responses = {ocsp("signer", "ca-signed")};
    facts.crls = {crl("root", "", days_later(930))};
    EXPECT_EQ(status_of(verdict_on(facts, context_at(days_later(930)))),
              "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED");
    facts.ocsp_responses.clear();
    EXPECT_EQ(status_of(verdict_on(facts, context_at(days_later(930)))),
              "INDETERMINATE/OUT_OF_BOUNDS_NO_POE");
}

TEST(ValidationWithTime, FailsASignatureOlderThanItsCertificate) {
    auto facts = stamped("signer", days_later(-181), issued());
    EXPECT_EQ(status_of(verdict_on(facts, context_at(issued()))), "TOTAL-FAILED/NOT_YET_VALID");
}

TEST(ValidationWithTime, WantsFreshRevocationAnswersAtTheBestSignatureTime) {
    const auto later = days_later(30);
    // The answer holds for an hour after the issue.
    EXPECT_EQ(status_of(verdict_on(stamped("signer", issued() + 30min, later), context_at(later))),
              "TOTAL-PASSED");
    EXPECT_EQ(status_of(verdict_on(stamped("signer", issued() + 2h, later), context_at(later))),
              "INDETERMINATE/TRY_LATER");
}

// Embedded answers end after an hour and a week; an LT signature has to outlive them.
TEST(ValidationWithTime, PassesLongAfterTheEmbeddedAnswersEnded) {
    auto facts = signature_of();
    facts.timestamps = {token(TimestampType::signature, issued())};
    const auto verdict = verdict_on(facts, context_at(days_later(200)));
    EXPECT_EQ(status_of(verdict), "TOTAL-PASSED");
    EXPECT_EQ(status_of(verdict.timestamps[0]), "PASSED");
}

TEST(ValidationWithTime, WantsAnswersOnTheAuthorityThatWereFreshWhenItStamped) {
    auto facts = signature_of();
    facts.timestamps = {token(TimestampType::signature, issued() + 2h)};
    const auto verdict = verdict_on(facts, context_at(days_later(1)));
    EXPECT_EQ(status_of(verdict.timestamps[0]), "INDETERMINATE/TRY_LATER");
}

TEST(ValidationWithTime, ReportsTimestampsOutOfOrder) {
    auto facts = stamped("signer", issued() - 2h, issued());
    facts.timestamps.push_back(token(TimestampType::content, issued() - 1h));
    EXPECT_EQ(status_of(verdict_on(facts, context_at(issued()))),
              "INDETERMINATE/TIMESTAMP_ORDER_FAILURE");
}

TEST(ValidationWithTime, IgnoresMaterialYoungerThanAChosenTime) {
    auto facts = signature_of();
    auto context = context_at(issued() - 2min);
    facts.claimed_signing_time = issued() - 1h;
    context.hypothetical = true;  // the answer is one minute older than `issued()`
    EXPECT_EQ(status_of(verdict_on(facts, context)),
              "INDETERMINATE/CERTIFICATE_CHAIN_GENERAL_FAILURE");
    context.validation_time = issued();
    EXPECT_EQ(status_of(verdict_on(facts, context)), "TOTAL-PASSED");
    facts.timestamps = {token(TimestampType::signature, issued() + 1s)};
    const auto verdict = verdict_on(facts, context);
    EXPECT_EQ(status_of(verdict.timestamps[0]), "INDETERMINATE/NO_POE");
}

TEST(ValidationWithTime, UsesADocumentTimestampThatCoversTheSignature) {
    auto file = file_with(signature_of("signer-revoked"));
    file.timestamps = {token(TimestampType::document, days_later(-2))};
    file.timestamps[0].covers = {"S0"};
    EXPECT_EQ(status_of(validate(file, context_at(issued())).signatures[0]), "TOTAL-PASSED");
    file.timestamps[0].covers = {"S1"};
    EXPECT_EQ(status_of(validate(file, context_at(issued())).signatures[0]),
              "INDETERMINATE/REVOKED_NO_POE");
}

TEST(ValidationWithTime, LeavesOpenWhatTheArchiveTimestampCameTooLateFor) {
    auto facts = signature_of("signer-revoked");
    facts.timestamps = {token(TimestampType::archive, issued())};
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict), "INDETERMINATE/REVOKED_NO_POE");
}

}  // namespace
}  // namespace mohur::signing::testing
