// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>

namespace mohur::signing {
namespace {

// Step 1: obtain the signed data objects.
void check_presence(const SignatureFacts& facts, Conclusion& conclusion) {
    // A ds:Signature over its own properties and keys alone signs nothing. A counter-signature
    // names its parent's value and no data object.
    if (facts.form == SignatureForm::xades && facts.scopes.empty() && !facts.references.empty() &&
        !facts.counter_signature) {
        conclusion.violate(rules::kSignedDataNotFound, "no reference to a data object");
    }
    for (const auto& reference : facts.references) {
        if (!reference.found) {
            conclusion.violate(rules::kSignedDataNotFound, reference.uri);
        }
    }
}

bool reader_says(const SignatureFacts& facts, std::string_view code) {
    return std::ranges::find(facts.errors, code, &Finding::code) != facts.errors.end();
}

/// Why a reference that was found does not hold. A reader that refused to compute it never says
/// that the digests differ.
const Rule& cause_of(const ReferenceFact& reference, const SignatureFacts& facts) {
    if (!reference.algorithm) {
        return rules::kAlgorithmUnsupported;
    }
    const bool refused =
        reader_says(facts, "transform-refused") || reader_says(facts, "limit-exceeded");
    return refused && !reader_says(facts, "hash-mismatch") ? rules::kTransformRefused
                                                           : rules::kHashMismatch;
}

// Step 2: check the integrity of the signed data objects.
void check_digests(const SignatureFacts& facts, Conclusion& conclusion) {
    for (const auto& reference : facts.references) {
        if (reference.found && !reference.intact) {
            conclusion.violate(cause_of(reference, facts), reference.uri);
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
