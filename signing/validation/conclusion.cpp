// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/conclusion_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

std::string text_of(const Rule& rule, std::string detail) {
    return detail.empty() ? std::string{rule.statement}
                          : std::string{rule.statement} + ": " + std::move(detail);
}

}  // namespace

bool Conclusion::violate(const Rule& rule, std::string detail) {
    const auto level = policy_->level(rule.code);
    if (level == Level::fail) {
        add(errors_, {std::string{rule.code}, text_of(rule, std::move(detail))});
        deciding_ = deciding_ == nullptr ? &rule : deciding_;
        return true;
    }
    if (level == Level::warn) {
        add(warnings_, {std::string{rule.code}, text_of(rule, std::move(detail))});
    }
    return false;
}

void Conclusion::merge(const Conclusion& later) {
    deciding_ = deciding_ == nullptr ? later.deciding_ : deciding_;
    for (const auto& finding : later.errors_) {
        add(errors_, finding);
    }
    for (const auto& finding : later.warnings_) {
        add(warnings_, finding);
    }
}

Indication Conclusion::indication() const noexcept {
    return passed() ? Indication::PASSED : deciding_->indication;
}

std::optional<SubIndication> Conclusion::sub_indication() const noexcept {
    return passed() ? std::nullopt : std::optional{deciding_->sub_indication};
}

void Conclusion::add(std::vector<Finding>& findings, Finding finding) {
    if (std::ranges::find(findings, finding) == findings.end()) {
        findings.push_back(std::move(finding));
    }
}

}  // namespace mohur::signing
