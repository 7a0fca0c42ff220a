// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

/// Extensions that `Certificate` does not read, and the rules on names and policies do.
bool is_processed(const Oid& extension) {
    constexpr std::array<std::string_view, 4> kProcessed{"2.5.29.30", "2.5.29.33", "2.5.29.36",
                                                         "2.5.29.54"};
    return std::ranges::find(kProcessed, std::string_view{extension.dotted()}) != kProcessed.end();
}

/// Judges one path as of one moment.
class PathJudge {
public:
    PathJudge(const CertificatePath& path, Purpose purpose, Time at, Time used, Session& session)
        : path_{path},
          purpose_{purpose},
          at_{at},
          used_{used},
          session_{session},
          conclusion_{session.policy()} {}

    [[nodiscard]] CertificateConclusion judge() {
        rules::check_issuers(path_, conclusion_);
        rules::check_name_constraints(path_, conclusion_);
        rules::check_policies(path_, conclusion_);
        check_purpose();
        if (const auto* services = session_.services_of(path_.back())) {
            rules::check_trust_service(path_, purpose_,
                                       purpose_ == Purpose::timestamp ? used_ : at_, *services,
                                       conclusion_);
        }
        // The anchor is trusted as it is: EN 319 102-1 5.2.6.4 step 2 begins below it.
        for (std::size_t i = 0; i + 1 < path_.size(); ++i) {
            judge_certificate(i);
        }
        return {conclusion_, path_, revocation_time_};
    }

private:
    void check_purpose() {
        if (purpose_ == Purpose::timestamp) {
            rules::check_tsa_purpose(path_.front(), conclusion_);
        } else {
            rules::check_signer_purpose(path_.front(), conclusion_);
        }
    }

    void judge_certificate(std::size_t position) {
        const auto& certificate = path_[position];
        const auto& issuer = path_[position + 1];
        for (const auto& extension : certificate.unknown_critical_extensions()) {
            if (!is_processed(extension)) {
                conclusion_.violate(rules::kCriticalExtensionUnknown, extension.dotted());
            }
        }
        const auto& known = session_.revocations().about(certificate, issuer);
        const bool good = known.answer && judge_answer(*known.answer, position);
        rules::check_validity_period(certificate, at_, good, conclusion_);
        if (!known.answer) {
            note_silence(known, position == 0);
        } else if (good && !rules::is_fresh(known.answer->status, used_, session_.policy())) {
            conclusion_.violate(rules::kRevocationStale,
                                to_rfc3339(known.answer->status.this_update));
        }
        rules::check_algorithm(certificate.signature_algorithm(), issuer.public_key(), at_,
                               "certificate " + certificate.subject().to_rfc4514(), conclusion_);
    }

    /// True when the answer says that the certificate was not revoked at `at_`.
    bool judge_answer(const RevocationAnswer& answer, std::size_t position) {
        const auto& issuer = path_[position + 1];
        rules::check_algorithm(answer.algorithm, answer.signer.public_key(), at_,
                               "revocation answer", conclusion_);
        if (answer.signer != issuer && !session_.anchors().contains(answer.signer) &&
            session_.proofs().object_with(answer.object) > answer.signer.not_after()) {
            conclusion_.violate(rules::kRevocationIssuerExpired,
                                "until " + to_rfc3339(answer.signer.not_after()));
        }
        if (revoked_at_moment(answer.status)) {
            note_revocation(answer.status, position);
            return false;
        }
        return true;
    }

    // The exact second of the revocation counts as revoked (ADR "the revocation instant").
    [[nodiscard]] bool revoked_at_moment(const StatusEntry& status) const {
        return status.status == CertificateStatus::revoked &&
               (!status.revocation_time || *status.revocation_time <= at_);
    }

    void note_revocation(const StatusEntry& status, std::size_t position) {
        const auto when =
            status.revocation_time ? to_rfc3339(*status.revocation_time) : std::string{};
        if (status.reason == RevocationReason::certificate_hold) {
            conclusion_.violate(rules::kCertificateOnHold, when);
        } else if (position > 0) {
            conclusion_.violate(rules::kCaCertificateRevoked, when);
        } else {
            conclusion_.violate(rules::kCertificateRevoked, when);
            revocation_time_ = status.revocation_time;
        }
    }

    void note_silence(const RevocationFinding& known, bool subject) {
        for (const auto& reason : known.refused) {
            conclusion_.violate(rules::kRevocationUntrusted, reason);
        }
        if (known.service_silent) {
            conclusion_.violate(rules::kRevocationTryLater);
        } else if (subject) {
            conclusion_.violate(rules::kRevocationUnavailable);
        } else if (purpose_ == Purpose::timestamp) {
            conclusion_.violate(rules::kTsaCaRevocationUnavailable);
        } else {
            conclusion_.violate(rules::kCaRevocationUnavailable);
        }
    }

    const CertificatePath& path_;
    Purpose purpose_;
    Time at_;
    Time used_;
    Session& session_;
    Conclusion conclusion_;
    std::optional<Time> revocation_time_;
};

}  // namespace

// EN 319 102-1 5.2.6.4
CertificateConclusion validate_certificate(const Certificate& subject, Purpose purpose, Time at,
                                           Session& session, std::optional<Time> used) {
    std::optional<CertificateConclusion> best;
    for (const auto& path : session.paths_of(subject)) {
        auto judged = PathJudge{path, purpose, at, used.value_or(at), session}.judge();
        if (judged.conclusion.passed()) {
            return judged;
        }
        if (!best) {
            best = std::move(judged);
        }
    }
    if (best) {
        return *best;
    }
    CertificateConclusion none{Conclusion{session.policy()}, {}};
    none.conclusion.violate(rules::kNoTrustedChain, subject.issuer().to_rfc4514());
    return none;
}

}  // namespace mohur::signing
