// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/finding_codes_internal.h"
#include "signing/validation/validator.h"

#include <algorithm>

namespace mohur::signing {
namespace {

bool has_passed(const TimestampVerdict& verdict) {
    return verdict.indication == Indication::PASSED;
}

bool has_passed(const EvidenceRecordVerdict& verdict) {
    return verdict.indication == Indication::PASSED;
}

// Counter-signatures are signatures too; they nest no deeper than the reader allowed.
bool has_passed(const SignatureVerdict& verdict) {
    return verdict.indication == Indication::TOTAL_PASSED &&
           std::ranges::all_of(verdict.counter_signatures,
                               [](const auto& inner) { return has_passed(inner); });
}

template <class Verdicts>
bool all_passed(const Verdicts& verdicts) {
    return std::ranges::all_of(verdicts, [](const auto& verdict) { return has_passed(verdict); });
}

bool tells_of_undecodable(const std::vector<Finding>& errors) {
    return std::ranges::find(errors, "undecodable-signature", &Finding::code) != errors.end();
}

}  // namespace

int FileVerdict::exit_code() const noexcept {
    const bool undecodable = tells_of_undecodable(errors);
    if (!signatures.empty()) {
        return all_passed(signatures) && !undecodable ? 0 : 1;
    }
    if (undecodable) {
        return 1;
    }
    if (timestamps.empty() && evidence_records.empty()) {
        return 2;
    }
    return all_passed(timestamps) && all_passed(evidence_records) ? 0 : 1;
}

FileVerdict verdict_of(const Error& error, const ValidationContext& context) {
    FileVerdict verdict;
    verdict.validation_time = context.validation_time;
    verdict.hypothetical = context.hypothetical;
    verdict.policy = context.policy.name();
    verdict.errors.push_back(finding_of(error));
    return verdict;
}

}  // namespace mohur::signing
