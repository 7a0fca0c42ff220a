// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing {
namespace {

Conclusion verify_token(const TimestampFacts& facts, const ValidationPolicy& policy) {
    Conclusion conclusion{policy};
    if (!facts.tsa) {
        conclusion.violate(rules::kSigningCertificateNotFound);
    }
    if (!facts.imprint_found) {
        conclusion.violate(rules::kTimestampDataNotFound);
    } else if (!facts.imprint_intact) {
        conclusion.violate(rules::kTimestampImprintMismatch);
    }
    if (facts.tsa && !facts.token_intact) {
        conclusion.violate(facts.algorithm ? rules::kTimestampTokenInvalid
                                           : rules::kAlgorithmUnsupported);
    }
    return conclusion;
}

Conclusion accept_token(const TimestampFacts& facts, Session& session) {
    Conclusion conclusion{session.policy()};
    if (!facts.time || *facts.time > session.horizon()) {
        conclusion.violate(rules::kTimestampAfterValidationTime);
    } else if (facts.tsa && !facts.tsa->valid_at(*facts.time)) {
        conclusion.violate(rules::kTimestampOutsideTsaValidity, to_rfc3339(*facts.time));
    }
    if (facts.tsa) {
        rules::check_algorithm(facts.algorithm, facts.tsa->public_key(), session.validation_time(),
                               "time-stamp", conclusion);
    }
    rules::check_digest(facts.imprint_algorithm, session.validation_time(), "time-stamp imprint",
                        conclusion);
    return conclusion;
}

}  // namespace

// EN 319 102-1 5.4.4. The authority's certificate is judged as of the validation time, but what is
// known of its revocation needs to be fresh only at genTime: without that no signature with
// embedded answers would outlive their nextUpdate, however short.
TimestampVerdict validate_timestamp(const TimestampFacts& facts, Session& session) {
    Conclusion conclusion{session.policy()};
    judge_findings(facts.errors, conclusion);
    conclusion.merge(verify_token(facts, session.policy()));
    conclusion.merge(accept_token(facts, session));
    CertificatePath chain;
    if (facts.tsa) {
        auto judged = validate_certificate(*facts.tsa, Purpose::timestamp,
                                           session.validation_time(), session, facts.time);
        conclusion.merge(judged.conclusion);
        chain = std::move(judged.path);
    }
    // Whatever the levels of a policy: time is never taken from a token that is not whole.
    if (conclusion.passed() && !facts.intact) {
        conclusion.violate(rules::kNotIntact);
    }
    report_findings(facts.errors, facts.warnings, conclusion);
    return {facts, conclusion.indication(), conclusion.sub_indication(),
            chain, conclusion.errors(),     conclusion.warnings()};
}

}  // namespace mohur::signing
