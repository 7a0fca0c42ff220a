// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/validator.h"

#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing {
namespace {

/// Evidence records are listed, not judged: INDETERMINATE whatever the policy.
EvidenceRecordVerdict judge_record(const EvidenceRecordFacts& facts, Session& session) {
    EvidenceRecordVerdict verdict;
    verdict.facts = facts;
    verdict.sub_indication = SubIndication::GENERIC;
    verdict.errors = facts.errors;
    for (const auto& token : facts.timestamps) {
        verdict.timestamps.push_back(validate_timestamp(token, session));
    }
    return verdict;
}

void say_when_empty(const FileFacts& facts, FileVerdict& verdict) {
    if (facts.signatures.empty() && facts.timestamps.empty() && facts.evidence_records.empty() &&
        facts.errors.empty()) {
        verdict.errors.push_back({std::string{"nothing-to-validate"}, {}});
    }
}

}  // namespace

FileVerdict validate(const FileFacts& facts, const ValidationContext& context) {
    Session session{facts, context};
    FileVerdict verdict;
    verdict.container = facts.container;
    verdict.validation_time = context.validation_time;
    verdict.hypothetical = context.hypothetical;
    verdict.policy = context.policy.name();
    verdict.errors = facts.errors;
    verdict.warnings = facts.warnings;
    for (const auto& token : facts.timestamps) {
        verdict.timestamps.push_back(validate_timestamp(token, session));
    }
    for (const auto& record : facts.evidence_records) {
        verdict.evidence_records.push_back(judge_record(record, session));
    }
    for (const auto& signature : facts.signatures) {
        verdict.signatures.push_back(validate_signature(signature, verdict.timestamps, session));
    }
    say_when_empty(facts, verdict);
    return verdict;
}

}  // namespace mohur::signing
