// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/policy.h"
#include "signing/validation/rules/rule.h"

/// A policy that is accepted has a level for every rule.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mohur::signing;
    const auto policy = ValidationPolicy::from_json(mohur::as_text(mohur::BytesView{data, size}));
    if (policy) {
        for (const auto* rule : all_rules()) {
            static_cast<void>(policy->level(rule->code));
        }
    }
    return 0;
}
