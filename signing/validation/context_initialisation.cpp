// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing {

// EN 319 102-1 5.2.4.4: constraints come from the policy that the caller chose. A policy that the
// signer chose is not fetched or processed; whether the signature may pass without is the caller's
// choice.
Conclusion initialise_context(const SignatureFacts& facts, const ValidationPolicy& policy) {
    Conclusion conclusion{policy};
    if (facts.signature_policy_id) {
        conclusion.violate(rules::kSignaturePolicyNotAvailable, *facts.signature_policy_id);
    }
    return conclusion;
}

}  // namespace mohur::signing
