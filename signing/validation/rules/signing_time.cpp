// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing::rules {

void check_signing_time(const SignatureFacts& facts, Conclusion& conclusion) {
    if (!facts.claimed_signing_time) {
        conclusion.violate(kSigningTimeMissing);
        return;
    }
    const auto& certificate = facts.signing_certificate;
    if (certificate && !certificate->valid_at(*facts.claimed_signing_time)) {
        conclusion.violate(kSigningTimeOutsideValidity, to_rfc3339(*facts.claimed_signing_time));
    }
}

}  // namespace mohur::signing::rules
