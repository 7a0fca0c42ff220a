// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>

namespace mohur::signing::rules {
namespace {

/// What a token covers includes every token of a lower rank.
int rank(TimestampType type) {
    switch (type) {
        case TimestampType::content: return 0;
        case TimestampType::signature: return 1;
        case TimestampType::validation_data: return 2;
        case TimestampType::archive:
        case TimestampType::document:
        case TimestampType::container: return 3;
    }
    return 3;
}

bool disordered(const TimestampVerdict& a, const TimestampVerdict& b) {
    return rank(a.facts.type) < rank(b.facts.type) && a.facts.time && b.facts.time &&
           *a.facts.time > *b.facts.time;
}

}  // namespace

void check_timestamp_order(const std::vector<TimestampVerdict>& timestamps,
                           Conclusion& conclusion) {
    const auto contradicted = [&](const TimestampVerdict& earlier) {
        return std::ranges::any_of(timestamps, [&](const TimestampVerdict& later) {
            return earlier.facts.intact && later.facts.intact && disordered(earlier, later);
        });
    };
    if (std::ranges::any_of(timestamps, contradicted)) {
        conclusion.violate(kTimestampOrder);
    }
}

}  // namespace mohur::signing::rules
