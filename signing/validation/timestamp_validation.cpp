// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>
#include <numeric>

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

Conclusion accept_token(const TimestampFacts& facts, Time at, Session& session) {
    Conclusion conclusion{session.policy()};
    if (!facts.time || *facts.time > session.horizon()) {
        conclusion.violate(rules::kTimestampAfterValidationTime);
    } else if (facts.tsa && !facts.tsa->valid_at(*facts.time)) {
        conclusion.violate(rules::kTimestampOutsideTsaValidity, to_rfc3339(*facts.time));
    }
    if (facts.tsa) {
        rules::check_algorithm(facts.algorithm, facts.tsa->public_key(), at, "time-stamp",
                               conclusion);
    }
    rules::check_digest(facts.imprint_algorithm, at, "time-stamp imprint", conclusion);
    return conclusion;
}

struct JudgedToken {
    Conclusion conclusion;
    CertificatePath chain{};
};

// EN 319 102-1 5.4.4. The authority's certificate is judged as of `at`, but what is known of its
// revocation needs to be fresh only at genTime: without that no signature with embedded answers
// would outlive their nextUpdate, however short.
JudgedToken judge_token(const TimestampFacts& facts, Time at, Session& session) {
    JudgedToken judged{Conclusion{session.policy()}};
    judge_findings(facts.errors, judged.conclusion);
    judged.conclusion.merge(verify_token(facts, session.policy()));
    judged.conclusion.merge(accept_token(facts, at, session));
    if (facts.tsa) {
        auto authority =
            validate_certificate(*facts.tsa, Purpose::timestamp, at, session, facts.time);
        judged.conclusion.merge(authority.conclusion);
        judged.chain = std::move(authority.path);
    }
    // Whatever the levels of a policy: time is never taken from a token that is not whole.
    if (judged.conclusion.passed() && !facts.intact) {
        judged.conclusion.violate(rules::kNotIntact);
    }
    return judged;
}

/// What stands in a token existed when the token did. To a document time-stamp the reader adds what
/// the document holds, which may be younger.
void prove_content(const TimestampFacts& facts, Session& session) {
    if (facts.type != TimestampType::document) {
        session.proofs().prove_token(facts, session.proofs().object(facts.encoding));
    }
}

// EN 319 102-1 5.6.2.4: as of the moment at which something else proves that the token existed.
std::optional<JudgedToken> judge_past_token(const TimestampFacts& facts, Session& session) {
    const auto existed = session.proofs().object(facts.encoding);
    if (existed >= session.validation_time() || !facts.time) {
        return std::nullopt;
    }
    auto past = judge_token(facts, existed, session);
    const bool valid =
        past.conclusion.passed() &&
        past_certificate_valid(past.chain, Purpose::timestamp, *facts.time, existed, session);
    return valid ? std::optional{std::move(past)} : std::nullopt;
}

}  // namespace

TimestampVerdict validate_timestamp(const TimestampFacts& facts, Session& session) {
    prove_content(facts, session);
    auto judged = judge_token(facts, session.validation_time(), session);
    if (past_validation_may_help(judged.conclusion.sub_indication())) {
        if (auto past = judge_past_token(facts, session)) {
            judged = std::move(*past);
        }
    }
    auto& conclusion = judged.conclusion;
    report_findings(facts.errors, facts.warnings, conclusion);
    return {facts,        conclusion.indication(), conclusion.sub_indication(),
            judged.chain, conclusion.errors(),     conclusion.warnings()};
}

std::vector<TimestampVerdict> validate_timestamps(
    const std::vector<TimestampFacts>& tokens, Session& session,
    const std::function<void(const TimestampVerdict&)>& proven) {
    std::vector<std::size_t> youngest_first(tokens.size());
    std::iota(youngest_first.begin(), youngest_first.end(), std::size_t{0});
    std::ranges::stable_sort(youngest_first, [&](std::size_t a, std::size_t b) {
        return tokens[a].time.value_or(Time{}) > tokens[b].time.value_or(Time{});
    });
    std::vector<TimestampVerdict> verdicts(tokens.size());
    for (const auto i : youngest_first) {
        verdicts[i] = validate_timestamp(tokens[i], session);
        if (verdicts[i].indication == Indication::PASSED) {
            proven(verdicts[i]);
        }
    }
    return verdicts;
}

}  // namespace mohur::signing
