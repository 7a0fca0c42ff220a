// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

/// What the reader found of the record itself, in the order in which it decides.
constexpr std::array kJudged{
    &rules::kEvidenceRecordInvalid,  &rules::kEvidenceRecordEncrypted,
    &rules::kUnsupportedFormat,      &rules::kAlgorithmUnsupported,
    &rules::kBindingAmbiguous,       &rules::kContainerManifestMissing,
    &rules::kSignedDataNotFound,     &rules::kHashMismatch,
    &rules::kEvidenceRecordMismatch, &rules::kTimestampOrder,
};

Conclusion judge_record(const EvidenceRecordFacts& facts, const ValidationPolicy& policy) {
    Conclusion conclusion{policy};
    for (const Rule* rule : kJudged) {
        for (const auto& finding : facts.errors) {
            if (finding.code == rule->code) {
                conclusion.violate(*rule, finding.text);
            }
        }
    }
    return conclusion;
}

/// The last one as of now; a renewal proves the one before it and what stands in that.
std::vector<TimestampVerdict> judge_tokens(const std::vector<TimestampFacts>& tokens,
                                           Session& session) {
    std::vector<TimestampVerdict> verdicts(tokens.size());
    for (std::size_t i = tokens.size(); i-- > 0;) {
        verdicts[i] = validate_timestamp(tokens[i], session);
        if (i > 0 && verdicts[i].indication == Indication::PASSED && tokens[i].time) {
            session.proofs().prove_token(tokens[i - 1], *tokens[i].time);
        }
    }
    return verdicts;
}

bool has_passed(const TimestampVerdict& token) {
    return token.indication == Indication::PASSED;
}

/// Nothing is wrong with the record itself: the first time-stamp that did not pass decides.
void follow_tokens(EvidenceRecordVerdict& verdict) {
    const auto broken =
        std::ranges::find_if_not(verdict.timestamps, [](const auto& t) { return has_passed(t); });
    if (broken != verdict.timestamps.end()) {
        verdict.indication = broken->indication;
        verdict.sub_indication = broken->sub_indication;
        verdict.errors.insert(verdict.errors.end(), broken->errors.begin(), broken->errors.end());
    }
}

}  // namespace

EvidenceRecordVerdict validate_evidence_record(const EvidenceRecordFacts& facts, Session& session) {
    EvidenceRecordVerdict verdict;
    verdict.facts = facts;
    verdict.timestamps = judge_tokens(facts.timestamps, session);
    auto conclusion = judge_record(facts, session.policy());
    // Whatever the levels of a policy: no record that is not whole, and none without time, passes.
    const bool whole = facts.intact && !facts.timestamps.empty();
    const bool told = std::ranges::all_of(verdict.timestamps, has_passed);
    if (conclusion.passed() && !whole && told) {
        conclusion.violate(rules::kNotIntact);
    }
    report_findings(facts.errors, facts.warnings, conclusion);
    verdict.indication = conclusion.indication();
    verdict.sub_indication = conclusion.sub_indication();
    verdict.errors = conclusion.errors();
    if (conclusion.passed()) {
        follow_tokens(verdict);
    }
    return verdict;
}

}  // namespace mohur::signing
