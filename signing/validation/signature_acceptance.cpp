// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing {
namespace {

// EN 319 102-1 5.2.8.4.2
void check_cryptographic_constraints(const SignatureFacts& facts, Time at, Conclusion& conclusion) {
    if (facts.signing_certificate) {
        rules::check_algorithm(facts.algorithm, facts.signing_certificate->public_key(), at,
                               "signature", conclusion);
    }
    for (const auto& reference : facts.references) {
        rules::check_digest(reference.algorithm, at, "reference '" + reference.uri + "'",
                            conclusion);
    }
}

}  // namespace

// EN 319 102-1 5.2.8.4
Conclusion accept_signature(const SignatureFacts& facts, Time at, const ValidationPolicy& policy) {
    Conclusion conclusion{policy};
    if (!facts.signed_properties_bound) {
        conclusion.violate(rules::kSignedPropertiesUnbound);
    }
    rules::check_signing_time(facts, conclusion);
    check_cryptographic_constraints(facts, at, conclusion);
    return conclusion;
}

}  // namespace mohur::signing
