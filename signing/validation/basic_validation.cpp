// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing {
namespace {

Conclusion timeless_blocks(const SignatureFacts& facts, const ValidationPolicy& policy) {
    auto conclusion = check_format(facts, policy);
    if (facts.form == SignatureForm::unsupported) {
        return conclusion;
    }
    conclusion.merge(identify_signing_certificate(facts, policy));
    conclusion.merge(initialise_context(facts, policy));
    conclusion.merge(verify_cryptographically(facts, policy));
    // Whatever the levels of a policy: what is not whole never passes.
    if (conclusion.passed() && !facts.intact()) {
        conclusion.violate(rules::kNotIntact);
    }
    return conclusion;
}

}  // namespace

// EN 319 102-1 5.3.4. The certificate is validated before cryptographic verification (step 5), but
// its result is returned only when verification (step 6) and acceptance (step 7) found nothing.
BasicConclusion validate_basic(const SignatureFacts& facts, Time at, Session& session) {
    const auto timeless = timeless_blocks(facts, session.policy());
    BasicConclusion basic{timeless, timeless, {}};
    if (facts.form == SignatureForm::unsupported || !facts.signing_certificate) {
        return basic;
    }
    auto certificate =
        validate_certificate(*facts.signing_certificate, Purpose::signature, at, session);
    basic.conclusion.merge(accept_signature(facts, at, session.policy()));
    basic.conclusion.merge(certificate.conclusion);
    basic.path = std::move(certificate.path);
    basic.revocation_time = certificate.revocation_time;
    return basic;
}

}  // namespace mohur::signing
