// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing {
namespace {

// Step 1: obtain the signed data objects.
void check_presence(const SignatureFacts& facts, Conclusion& conclusion) {
    for (const auto& reference : facts.references) {
        if (!reference.found) {
            conclusion.violate(rules::kSignedDataNotFound, reference.uri);
        }
    }
}

// Step 2: check the integrity of the signed data objects.
void check_digests(const SignatureFacts& facts, Conclusion& conclusion) {
    for (const auto& reference : facts.references) {
        if (!reference.found || reference.intact) {
            continue;
        }
        if (reference.algorithm) {
            conclusion.violate(rules::kHashMismatch, reference.uri);
        } else {
            conclusion.violate(rules::kAlgorithmUnsupported, reference.uri);
        }
    }
}

// Step 3: verify the signature value.
void check_value(const SignatureFacts& facts, Conclusion& conclusion) {
    if (facts.signature_value_valid || !facts.signing_certificate) {
        return;
    }
    if (facts.algorithm) {
        conclusion.violate(rules::kSignatureValueInvalid);
    } else {
        conclusion.violate(rules::kAlgorithmUnsupported);
    }
}

}  // namespace

// EN 319 102-1 5.2.7.4
Conclusion verify_cryptographically(const SignatureFacts& facts, const ValidationPolicy& policy) {
    Conclusion conclusion{policy};
    check_presence(facts, conclusion);
    check_digests(facts, conclusion);
    check_value(facts, conclusion);
    return conclusion;
}

}  // namespace mohur::signing
