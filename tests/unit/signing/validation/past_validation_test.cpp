// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/hash.h"
#include "tests/unit/signing/validation/world.h"

#include <gtest/gtest.h>

#include <chrono>

/// EN 319 102-1 clause 5.6: proofs of existence, past certificate validation, evidence records. The
/// authorities "tsa-expired" and "tsa-revoked" ended one day before `issued()`.
namespace mohur::signing::testing {
namespace {

using namespace std::chrono_literals;

Bytes sha256(const Bytes& data) {
    return digest_of(DigestAlgorithm::sha256, data).value;
}

/// A token of an authority that is no more in force, with an answer of the day before its end.
TimestampFacts old_token(std::string_view tsa, Time time, TimestampType type) {
    auto facts = token(type, time, tsa);
    facts.encoding = to_bytes(as_bytes("token of " + std::string{tsa} + to_rfc3339(time)));
    facts.ocsp_responses = {ocsp(tsa, "", days_later(-2))};
    return facts;
}

/// An archive time-stamp over `covered` and what stands in it.
TimestampFacts archive_over(const TimestampFacts& covered, Time time) {
    auto facts = token(TimestampType::archive, time);
    facts.encoding = to_bytes(as_bytes("archive"));
    facts.covered_objects = {sha256(covered.encoding)};
    return facts;
}

SignatureFacts archived(std::string_view tsa, Time archived_at) {
    auto facts = signature_of();
    facts.ocsp_responses.push_back(ocsp("signer", "", days_later(-2)));
    const auto first = old_token(tsa, days_later(-3), TimestampType::signature);
    facts.timestamps = {first, archive_over(first, archived_at)};
    return facts;
}

TEST(PastValidation, LeavesATokenOfAnExpiredAuthorityOpen) {
    auto facts = archived("tsa-expired", days_later(-2) + 1h);
    facts.timestamps.pop_back();
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict.timestamps[0]), "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED");
    EXPECT_EQ(verdict.best_signature_time, issued());
}

TEST(PastValidation, PassesWhatAnArchiveTimestampProvesOlderThanTheExpiry) {
    const auto verdict =
        verdict_on(archived("tsa-expired", days_later(-2) + 1h), context_at(issued()));
    EXPECT_EQ(status_of(verdict.timestamps[0]), "PASSED");
    EXPECT_EQ(verdict.best_signature_time, days_later(-3));
}

TEST(PastValidation, ProvesNothingOfWhatTheArchiveTimestampDoesNotCover) {
    auto facts = archived("tsa-expired", days_later(-2) + 1h);
    facts.timestamps[1].covered_objects = {sha256(to_bytes(as_bytes("something else")))};
    const auto verdict = verdict_on(facts, context_at(issued()));
    EXPECT_EQ(status_of(verdict.timestamps[0]), "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED");
}

TEST(PastValidation, TakesNoProofFromABrokenArchiveTimestamp) {
    auto facts = archived("tsa-expired", days_later(-2) + 1h);
    facts.timestamps[1].intact = facts.timestamps[1].imprint_intact = false;
    const auto verdict = verdict_on(facts, context_at(issued(), "dss-like"));
    EXPECT_EQ(status_of(verdict.timestamps[0]), "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED");
}

// Clause 5.6.2.2.4: the control time slides to the revocation.
TEST(PastValidation, SlidesToTheRevocationOfTheAuthority) {
    auto before = archived("tsa-revoked", days_later(-2) + 1h);
    before.timestamps[0].ocsp_responses.push_back(ocsp("tsa-revoked"));
    EXPECT_EQ(status_of(verdict_on(before, context_at(issued())).timestamps[0]), "PASSED");
    auto after = archived("tsa-revoked", issued() - 12h);
    after.timestamps[0].ocsp_responses.push_back(ocsp("tsa-revoked"));
    EXPECT_EQ(status_of(verdict_on(after, context_at(issued())).timestamps[0]),
              "INDETERMINATE/REVOKED_NO_POE");
}

EvidenceRecordFacts record_of(std::vector<TimestampFacts> tokens) {
    EvidenceRecordFacts record;
    record.id = "E0";
    record.intact = true;
    record.time = tokens.front().time;
    record.covers = {"S0"};
    record.timestamps = std::move(tokens);
    return record;
}

FileVerdict verdict_with(EvidenceRecordFacts record, std::string_view signer = "signer-revoked") {
    auto file = file_with(signature_of(signer));
    file.evidence_records = {std::move(record)};
    return validate(file, context_at(issued()));
}

TEST(EvidenceRecordValidation, ProvesTheSignatureOlderThanARevocation) {
    const auto verdict = verdict_with(record_of({token(TimestampType::archive, days_later(-2))}));
    EXPECT_EQ(status_of(verdict.evidence_records[0]), "PASSED");
    EXPECT_EQ(status_of(verdict.signatures[0]), "TOTAL-PASSED");
    EXPECT_EQ(verdict.signatures[0].best_signature_time, days_later(-2));
}

TEST(EvidenceRecordValidation, ProvesNothingWhenItIsNotWhole) {
    auto record = record_of({token(TimestampType::archive, days_later(-2))});
    record.intact = false;
    const auto verdict = verdict_with(record);
    EXPECT_EQ(status_of(verdict.evidence_records[0]), "INDETERMINATE/GENERIC");
    EXPECT_EQ(status_of(verdict.signatures[0]), "INDETERMINATE/REVOKED_NO_POE");
}

TEST(EvidenceRecordValidation, ProvesNothingWithoutATimestamp) {
    auto record = record_of({token(TimestampType::archive, days_later(-2))});
    record.timestamps.clear();
    EXPECT_EQ(status_of(verdict_with(record).evidence_records[0]), "INDETERMINATE/GENERIC");
}

TEST(EvidenceRecordValidation, SaysWhatTheReaderFound) {
    const std::pair<const char*, const char*> cases[] = {
        {"hash-mismatch", "FAILED/HASH_FAILURE"},
        {"evidence-record-renewal-mismatch", "FAILED/HASH_FAILURE"},
        {"evidence-record-invalid", "FAILED/FORMAT_FAILURE"},
        {"signed-data-not-found", "INDETERMINATE/SIGNED_DATA_NOT_FOUND"},
        {"timestamp-order", "INDETERMINATE/TIMESTAMP_ORDER_FAILURE"},
    };
    for (const auto& [code, status] : cases) {
        auto record = record_of({token(TimestampType::archive, days_later(-2))});
        record.intact = false;
        record.errors = {{code, ""}};
        EXPECT_EQ(status_of(verdict_with(record).evidence_records[0]), status) << code;
    }
}

TEST(EvidenceRecordValidation, JudgesARenewedTimestampAsOfItsRenewal) {
    const auto first = old_token("tsa-expired", days_later(-3), TimestampType::archive);
    const auto alone = verdict_with(record_of({first}));
    EXPECT_EQ(status_of(alone.evidence_records[0]), "INDETERMINATE/OUT_OF_BOUNDS_NOT_REVOKED");
    const auto renewed =
        verdict_with(record_of({first, token(TimestampType::archive, days_later(-2) + 1h)}));
    EXPECT_EQ(status_of(renewed.evidence_records[0]), "PASSED");
    EXPECT_EQ(renewed.signatures[0].best_signature_time, days_later(-3));
}

}  // namespace
}  // namespace mohur::signing::testing
