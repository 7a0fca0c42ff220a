// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/validator.h"

#include "signing/validation/blocks_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

const SignatureFacts* signature_named(const FileFacts& facts, const std::string& id) {
    const auto found = std::ranges::find(facts.signatures, id, &SignatureFacts::id);
    return found == facts.signatures.end() ? nullptr : &*found;
}

void prove_covered(const FileFacts& facts, const std::vector<std::string>& covers,
                   const std::vector<Bytes>* objects, Time time, ProofsOfExistence& proofs) {
    for (const auto& id : covers) {
        const auto* signature = signature_named(facts, id);
        if (objects == nullptr && signature != nullptr) {
            proofs.prove_all_of(*signature, time);
        }
        proofs.prove_signature(id, time);
    }
    for (const auto& object : objects == nullptr ? std::vector<Bytes>{} : *objects) {
        proofs.prove_object(object, time);
    }
}

// A time-stamp of a container covers whole files; that of a document, what stood in it then.
void prove_by_token(const FileFacts& facts, const TimestampVerdict& token,
                    ProofsOfExistence& proofs) {
    if (!token.facts.time) {
        return;
    }
    const auto& known = token.facts;
    if (known.type == TimestampType::container) {
        prove_covered(facts, known.covers, nullptr, *known.time, proofs);
    }
    prove_covered(facts, known.covers, &known.covered_objects, *known.time, proofs);
}

// EN 319 102-1 5.6.3.4: evidence records, then time-stamps over the file, then its signatures.
void judge_records(const FileFacts& facts, Session& session, FileVerdict& verdict) {
    for (const auto& record : facts.evidence_records) {
        auto judged = validate_evidence_record(record, session);
        if (judged.indication == Indication::PASSED && record.time) {
            prove_covered(facts, record.covers,
                          record.covered_objects ? &*record.covered_objects : nullptr, *record.time,
                          session.proofs());
        }
        verdict.evidence_records.push_back(std::move(judged));
    }
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
    judge_records(facts, session, verdict);
    verdict.timestamps = validate_timestamps(
        facts.timestamps, session,
        [&](const TimestampVerdict& token) { prove_by_token(facts, token, session.proofs()); });
    for (const auto& signature : facts.signatures) {
        verdict.signatures.push_back(validate_signature(signature, verdict.timestamps, session));
    }
    say_when_empty(facts, verdict);
    return verdict;
}

}  // namespace mohur::signing
