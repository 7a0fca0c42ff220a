// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/indication.h"

#include <span>
#include <string_view>

namespace mohur::signing {

/// One constraint of the validation process: what it is called, where it stands, and what the
/// process concludes when it does not hold and the policy says `fail`. Immutable; lives forever.
struct Rule {
    std::string_view code;  ///< error code of the verdict and name in a policy, kebab-case
    std::string_view clause;
    Indication indication =
        Indication::INDETERMINATE;  ///< of the building block: FAILED or INDETERMINATE
    SubIndication sub_indication = SubIndication::GENERIC;
    std::string_view statement;  ///< English, what did not hold
};

/// Every rule, by code.
[[nodiscard]] std::span<const Rule* const> all_rules() noexcept;
/// The rule of that code, or null.
[[nodiscard]] const Rule* rule_named(std::string_view code) noexcept;

}  // namespace mohur::signing
