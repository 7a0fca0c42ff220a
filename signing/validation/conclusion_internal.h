// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"
#include "signing/validation/policy.h"
#include "signing/validation/rules/rule.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

/// What a building block concluded (EN 319 102-1 clause 5.2.1): the first constraint that failed
/// decides; everything that did not hold is kept, each finding once. Borrows the policy.
class Conclusion {
public:
    explicit Conclusion(const ValidationPolicy& policy) : policy_{&policy} {}

    /// Notes that `rule` does not hold. True when the policy makes that decide.
    bool violate(const Rule& rule, std::string detail = {});
    /// Takes over what a later block found; its decision counts only if none was made yet.
    void merge(const Conclusion& later);
    /// Keeps a finding that decides nothing.
    void note_error(Finding finding) { add(errors_, std::move(finding)); }
    void note_warning(Finding finding) { add(warnings_, std::move(finding)); }

    [[nodiscard]] bool passed() const noexcept { return deciding_ == nullptr; }
    /// PASSED, FAILED or INDETERMINATE.
    [[nodiscard]] Indication indication() const noexcept;
    [[nodiscard]] std::optional<SubIndication> sub_indication() const noexcept;
    /// The rule that decided; null when passed.
    [[nodiscard]] const Rule* deciding() const noexcept { return deciding_; }
    [[nodiscard]] const std::vector<Finding>& errors() const noexcept { return errors_; }
    [[nodiscard]] const std::vector<Finding>& warnings() const noexcept { return warnings_; }
    [[nodiscard]] const ValidationPolicy& policy() const noexcept { return *policy_; }

private:
    static void add(std::vector<Finding>& findings, Finding finding);

    const ValidationPolicy* policy_;
    const Rule* deciding_ = nullptr;
    std::vector<Finding> errors_;
    std::vector<Finding> warnings_;
};

}  // namespace mohur::signing
