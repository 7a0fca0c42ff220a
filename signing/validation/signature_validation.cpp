// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>

namespace mohur::signing {
namespace {

/// Step 1 of EN 319 102-1 5.5.4: with these results a proof of existence can still change the
/// answer.
bool time_may_help(const BasicConclusion& basic) {
    if (!basic.timeless.passed()) {
        return false;
    }
    switch (basic.conclusion.sub_indication().value_or(SubIndication::GENERIC)) {
        case SubIndication::CRYPTO_CONSTRAINTS_FAILURE_NO_POE:
        case SubIndication::REVOKED_NO_POE:
        case SubIndication::REVOKED_CA_NO_POE:
        case SubIndication::TRY_LATER:
        case SubIndication::NO_CERTIFICATE_CHAIN_FOUND_NO_POE:
        case SubIndication::OUT_OF_BOUNDS_NO_POE:
        case SubIndication::OUT_OF_BOUNDS_NOT_REVOKED: return true;
        default: return false;
    }
}

bool proves_existence(const TimestampVerdict& token) {
    const auto type = token.facts.type;
    return token.indication == Indication::PASSED && type != TimestampType::content &&
           type != TimestampType::validation_data;
}

/// 5.6.3.4 step 4: what a token of the signature proves once it passed.
void prove_covered(const TimestampVerdict& token, const std::string& signature,
                   ProofsOfExistence& proofs) {
    if (proves_existence(token) && token.facts.time) {
        proofs.prove_signature(signature, *token.facts.time);
        for (const auto& object : token.facts.covered_objects) {
            proofs.prove_object(object, *token.facts.time);
        }
    }
}

bool covers(const TimestampVerdict& token, const std::string& signature) {
    return std::ranges::find(token.facts.covers, signature) != token.facts.covers.end();
}

/// The validation process for one signature: 5.3 (basic), 5.5 (with time), 5.6 (archival).
class Process {
public:
    Process(const SignatureFacts& facts, const std::vector<TimestampVerdict>& covering,
            Session& session)
        : facts_{facts},
          session_{session},
          own_tokens_{validate_timestamps(
              facts.timestamps, session,
              [&](const auto& token) { prove_covered(token, facts.id, session.proofs()); })},
          best_time_{session.proofs().signature(facts.id)},
          basic_{validate_basic(facts, session.validation_time(), session)},
          conclusion_{basic_.conclusion} {
        add_covering(covering);
    }

    [[nodiscard]] SignatureVerdict run(const std::vector<TimestampVerdict>& covering) {
        apply_content_timestamps();
        apply_best_signature_time();
        check_timestamps();
        report_findings(facts_.errors, facts_.warnings, conclusion_);
        return verdict(covering);
    }

private:
    void add_covering(const std::vector<TimestampVerdict>& covering) {
        all_tokens_ = own_tokens_;
        for (const auto& token : covering) {
            if (covers(token, facts_.id)) {
                all_tokens_.push_back(token);
            }
        }
    }

    // 5.3.4 step 5: a content time-stamp proves that the signature is younger than it.
    void apply_content_timestamps() {
        if (!basic_.timeless.passed() || !facts_.signing_certificate) {
            return;
        }
        for (const auto& token : own_tokens_) {
            if (token.facts.type == TimestampType::content &&
                token.indication == Indication::PASSED) {
                apply_content_time(*token.facts.time);
            }
        }
    }

    void apply_content_time(Time time) {
        const auto sub = basic_.conclusion.sub_indication();
        Conclusion proven{session_.policy()};
        if (sub == SubIndication::REVOKED_NO_POE && basic_.revocation_time &&
            time >= *basic_.revocation_time) {
            proven.violate(rules::kSignedAfterRevocation, to_rfc3339(time));
        }
        if ((sub == SubIndication::OUT_OF_BOUNDS_NO_POE ||
             sub == SubIndication::OUT_OF_BOUNDS_NOT_REVOKED) &&
            time > facts_.signing_certificate->not_after()) {
            proven.violate(rules::kSignedAfterExpiry, to_rfc3339(time));
        }
        if (!proven.passed()) {
            proven.merge(conclusion_);
            conclusion_ = proven;
            settled_ = true;
        }
    }

    // 5.5.4 step 4
    void apply_best_signature_time() {
        if (settled_ || best_time_ >= session_.validation_time()) {
            return;
        }
        if (!conclusion_.passed() && !time_may_help(basic_)) {
            return;
        }
        if (best_time_ < facts_.signing_certificate->not_before()) {
            Conclusion early{session_.policy()};
            early.violate(rules::kSignedBeforeValidity, to_rfc3339(best_time_));
            early.merge(conclusion_);
            conclusion_ = early;
        } else if (!conclusion_.passed()) {
            conclusion_ = validate_basic(facts_, best_time_, session_).conclusion;
        }
    }

    void check_timestamps() {
        Conclusion order{session_.policy()};
        for (const auto& token : own_tokens_) {
            if (!token.facts.intact) {
                order.violate(rules::kTimestampNotValid);
            }
        }
        rules::check_timestamp_order(all_tokens_, order);
        conclusion_.merge(order);
    }

    [[nodiscard]] Indication indication() const {
        switch (conclusion_.indication()) {
            case Indication::PASSED: return Indication::TOTAL_PASSED;
            case Indication::FAILED: return Indication::TOTAL_FAILED;
            default: return Indication::INDETERMINATE;
        }
    }

    [[nodiscard]] SignatureVerdict verdict(const std::vector<TimestampVerdict>& covering) {
        SignatureVerdict verdict;
        verdict.facts = facts_;
        verdict.indication = indication();
        verdict.sub_indication = conclusion_.sub_indication();
        verdict.best_signature_time = best_time_;
        verdict.chain = basic_.path;
        verdict.timestamps = std::move(own_tokens_);
        for (const auto& counter : facts_.counter_signatures) {
            verdict.counter_signatures.push_back(validate_signature(counter, covering, session_));
        }
        verdict.errors = conclusion_.errors();
        verdict.warnings = conclusion_.warnings();
        return verdict;
    }

    const SignatureFacts& facts_;
    Session& session_;
    std::vector<TimestampVerdict> own_tokens_;
    Time best_time_;  // 5.5.4 steps 2 and 3, 5.6.3.4 step 6: the earliest proof
    BasicConclusion basic_;
    Conclusion conclusion_;
    bool settled_ = false;  // proven one way or the other; a best-signature-time changes nothing
    std::vector<TimestampVerdict> all_tokens_;
};

}  // namespace

SignatureVerdict validate_signature(const SignatureFacts& facts,
                                    const std::vector<TimestampVerdict>& covering,
                                    Session& session) {
    return Process{facts, covering, session}.run(covering);
}

}  // namespace mohur::signing
