// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>

namespace mohur::signing {
namespace {

/// Slides the control time along one path (EN 319 102-1 clause 5.6.2.2.4).
class Slide {
public:
    Slide(const CertificatePath& path, Purpose purpose, Time used, Session& session)
        : path_{path},
          purpose_{purpose},
          used_{used},
          session_{session},
          control_{session.validation_time()} {}

    [[nodiscard]] std::optional<Time> run() {
        // From the certificate that the anchor issued down to the subject.
        for (std::size_t i = path_.size() - 1; i-- > 0;) {
            if (!pass(path_[i], path_[i + 1], i > 0)) {
                return std::nullopt;
            }
        }
        return control_;
    }

private:
    bool pass(const Certificate& certificate, const Certificate& issuer, bool authority) {
        const auto& known = session_.revocations().about(certificate, issuer);
        const auto* answer = usable(known.all, issuer);
        if (answer == nullptr) {
            // What a policy does not ask for an authority is not asked here either.
            return authority && !asks_for_status() && exists(certificate);
        }
        if (!exists(certificate)) {
            return false;
        }
        const auto& status = answer->status;
        if (status.status == CertificateStatus::revoked && status.revocation_time) {
            control_ = std::min(control_, *status.revocation_time);
        } else if (!rules::is_fresh(status, used_, session_.policy())) {
            control_ = std::min(control_, status.this_update);
        }
        slide_to_end(certificate, issuer);
        slide_to_end(*answer);
        return true;
    }

    [[nodiscard]] bool asks_for_status() const {
        const auto& rule = purpose_ == Purpose::timestamp ? rules::kTsaCaRevocationUnavailable
                                                          : rules::kCaRevocationUnavailable;
        return session_.policy().level(rule.code) == Level::fail;
    }

    [[nodiscard]] bool exists(const Certificate& certificate) const {
        return session_.proofs().object_with(certificate.sha256().value) <= control_;
    }

    /// The latest answer that was given before the control time, existed by then, and existed while
    /// the certificate of its signer was in force.
    [[nodiscard]] const RevocationAnswer* usable(const std::vector<RevocationAnswer>& answers,
                                                 const Certificate& issuer) const {
        const RevocationAnswer* latest = nullptr;
        for (const auto& answer : answers) {
            const auto proven = session_.proofs().object_with(answer.object);
            const bool in_force = answer.signer == issuer ||
                                  session_.anchors().contains(answer.signer) ||
                                  proven <= answer.signer.not_after();
            if (answer.status.this_update <= control_ && proven <= control_ && in_force &&
                (latest == nullptr || answer.status.this_update > latest->status.this_update)) {
                latest = &answer;
            }
        }
        return latest;
    }

    // Step e): an algorithm that is no more relied on moves the control time to its end.
    void slide_to(const Acceptability& acceptability) {
        if (acceptability.until) {
            control_ = std::min(control_, *acceptability.until);
        }
    }
    void slide_to_end(const Certificate& certificate, const Certificate& issuer) {
        if (certificate.signature_algorithm()) {
            slide_to(session_.policy().algorithms().judge(*certificate.signature_algorithm(),
                                                          issuer.public_key()));
        }
    }
    void slide_to_end(const RevocationAnswer& answer) {
        if (answer.algorithm) {
            slide_to(session_.policy().algorithms().judge(*answer.algorithm,
                                                          answer.signer.public_key()));
        }
    }

    const CertificatePath& path_;
    Purpose purpose_;
    Time used_;
    Session& session_;
    Time control_;
};

}  // namespace

std::optional<Time> slide_validation_time(const CertificatePath& path, Purpose purpose, Time used,
                                          Session& session) {
    return Slide{path, purpose, used, session}.run();
}

// EN 319 102-1 5.6.2.1 and 5.6.2.2: the path as of a moment at which all of it was in force.
bool past_certificate_valid(const CertificatePath& path, Purpose purpose, Time used, Time existed,
                            Session& session) {
    if (path.empty()) {
        return false;
    }
    const auto control = slide_validation_time(path, purpose, used, session);
    return control && existed <= *control;
}

// EN 319 102-1 5.6.2.4: with these results a proof of existence may still decide.
bool past_validation_may_help(std::optional<SubIndication> sub_indication) {
    switch (sub_indication.value_or(SubIndication::GENERIC)) {
        case SubIndication::CRYPTO_CONSTRAINTS_FAILURE_NO_POE:
        case SubIndication::REVOKED_NO_POE:
        case SubIndication::REVOKED_CA_NO_POE:
        case SubIndication::REVOCATION_OUT_OF_BOUNDS_NO_POE:
        case SubIndication::OUT_OF_BOUNDS_NO_POE:
        case SubIndication::OUT_OF_BOUNDS_NOT_REVOKED:
        case SubIndication::TRY_LATER: return true;
        default: return false;
    }
}

}  // namespace mohur::signing
