// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

/// What only a reader can see: no other fact stands for it.
constexpr std::array kJudgedByReader{
    &rules::kUnsupportedFormat,        &rules::kContainerMimetypeInvalid,
    &rules::kContainerManifestMissing, &rules::kContainerManifestInvalid,
    &rules::kContainerDataMissing,     &rules::kContainerDataSurplus,
    &rules::kContainerDataUnsigned,    &rules::kTimestampTokenInvalid,
};

bool has_code(const std::vector<Finding>& findings, const std::string& code) {
    return std::ranges::find(findings, code, &Finding::code) != findings.end();
}

}  // namespace

void judge_findings(const std::vector<Finding>& findings, Conclusion& conclusion) {
    for (const auto& finding : findings) {
        const auto rule = std::ranges::find(kJudgedByReader, finding.code, &Rule::code);
        if (rule != kJudgedByReader.end()) {
            conclusion.violate(**rule, finding.text);
        }
    }
}

void report_findings(const std::vector<Finding>& errors, const std::vector<Finding>& warnings,
                     Conclusion& conclusion) {
    const auto judged = conclusion;
    const auto is_new = [&](const Finding& finding) {
        return !has_code(judged.errors(), finding.code) &&
               !has_code(judged.warnings(), finding.code);
    };
    for (const auto& finding : errors) {
        // A constraint that the policy does not make decide is no error of this verdict.
        const Rule* rule = rule_named(finding.code);
        if (is_new(finding) && rule == nullptr) {
            conclusion.note_error(finding);
        } else if (is_new(finding)) {
            conclusion.note_warning(finding);
        }
    }
    for (const auto& finding : warnings) {
        if (is_new(finding)) {
            conclusion.note_warning(finding);
        }
    }
}

}  // namespace mohur::signing
