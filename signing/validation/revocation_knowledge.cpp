// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/revocation_knowledge_internal.h"

#include "signing/crypto/hash.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/session_internal.h"

namespace mohur::signing {
namespace {

bool is_definite_revocation(const StatusEntry& status) {
    return status.status == CertificateStatus::revoked &&
           status.reason != RevocationReason::certificate_hold;
}

/// An answer about a time when the certificate was not in force says nothing good of it: before, it
/// was not issued; after, the service may have forgotten it (RFC 5280 clause 3.3).
bool speaks_of_lifetime(const StatusEntry& status, const Certificate& subject) {
    return status.status == CertificateStatus::revoked ||
           (status.this_update >= subject.not_before() &&
            status.this_update <= subject.not_after());
}

bool better(const StatusEntry& fresh, const StatusEntry& known) {
    if (is_definite_revocation(fresh) != is_definite_revocation(known)) {
        return is_definite_revocation(fresh);
    }
    return fresh.this_update > known.this_update;
}

Bytes object_of(BytesView encoding) {
    return digest_of(DigestAlgorithm::sha256, encoding).value;
}

std::string reason_of(const Error& error) {
    return error.detail.empty() ? error.reason : error.detail;
}

}  // namespace

RevocationKnowledge::RevocationKnowledge(const ValidationMaterial& material,
                                         const ValidationPolicy& policy, RevocationSource* source,
                                         Time horizon, VerifiedSignatures* verified,
                                         const trust::TrustedServices& services)
    : material_{material},
      policy_{policy},
      source_{source},
      horizon_{horizon},
      verified_{verified},
      services_{services} {}

const RevocationFinding& RevocationKnowledge::about(const Certificate& subject,
                                                    const Certificate& issuer) {
    const auto key = std::pair{subject.sha256().value, issuer.sha256().value};
    const auto known = known_.find(key);
    if (known != known_.end()) {
        return known->second;
    }
    return known_.emplace(key, search(subject, issuer)).first->second;
}

RevocationFinding RevocationKnowledge::search(const Certificate& subject,
                                              const Certificate& issuer) const {
    RevocationFinding finding;
    for (const auto& response : material_.ocsp_responses) {
        if (response.status_of(subject, issuer)) {
            consider(response, subject, issuer, finding);
        }
    }
    for (const auto& list : material_.crls) {
        if (list.status_of(subject)) {
            consider(list, subject, issuer, finding);
        }
    }
    const bool current =
        finding.answer && rules::is_fresh(finding.answer->status, horizon_, policy_);
    if (!current && source_ != nullptr) {
        ask(subject, issuer, finding);
    }
    return finding;
}

void RevocationKnowledge::ask(const Certificate& subject, const Certificate& issuer,
                              RevocationFinding& finding) const {
    const auto fetched = source_->fetch(subject, issuer, std::nullopt);
    if (!fetched) {
        if (fetched.error().code == ErrorCode::integrity) {
            finding.refused.push_back(reason_of(fetched.error()));
        }
        finding.service_silent = fetched.error().code == ErrorCode::unavailable;
        return;
    }
    if (fetched->ocsp) {
        consider(*fetched->ocsp, subject, issuer, finding);
    }
    if (fetched->crl) {
        consider(*fetched->crl, subject, issuer, finding);
    }
}

void RevocationKnowledge::consider(const OcspResponse& response, const Certificate& subject,
                                   const Certificate& issuer, RevocationFinding& finding) const {
    auto accepted =
        accept_ocsp(response, subject, issuer, material_.certificates, std::nullopt, verified_);
    if (!accepted) {
        if (auto listed = accept_listed(response, subject, issuer)) {
            accepted = std::move(*listed);
        }
    }
    if (!accepted) {
        finding.refused.push_back(reason_of(accepted.error()));
    } else if (delegate_revoked(accepted->signer, issuer)) {
        finding.refused.emplace_back("signer-revoked");
    } else if (response.produced_at() <= horizon_) {
        offer({accepted->entry, accepted->signer, response.signature_algorithm(),
               object_of(response.der())},
              subject, finding);
    }
}

std::optional<AcceptedStatus> RevocationKnowledge::accept_listed(const OcspResponse& response,
                                                                 const Certificate& subject,
                                                                 const Certificate& issuer) const {
    const auto status = response.status_of(subject, issuer);
    if (services_.empty() || !status) {
        return std::nullopt;
    }
    for (const auto& signer : response.signers(issuer, services_.certificates(), verified_)) {
        if (services_.granted(signer, trust::ServiceKind::ocsp, response.produced_at())) {
            return AcceptedStatus{*status, signer};
        }
    }
    return std::nullopt;
}

void RevocationKnowledge::consider(const Crl& list, const Certificate& subject,
                                   const Certificate& issuer, RevocationFinding& finding) const {
    auto accepted = accept_crl(list, subject, issuer, std::nullopt, verified_);
    if (!accepted) {
        finding.refused.push_back(reason_of(accepted.error()));
    } else {
        offer(
            {accepted->entry, accepted->signer, list.signature_algorithm(), object_of(list.der())},
            subject, finding);
    }
}

// RFC 6960 4.2.2.2.1. What the material says of a delegate counts when the issuer itself signed it.
bool RevocationKnowledge::delegate_revoked(const Certificate& signer,
                                           const Certificate& issuer) const {
    if (signer == issuer || signer.has_ocsp_nocheck()) {
        return false;
    }
    for (const auto& list : material_.crls) {
        const auto accepted = accept_crl(list, signer, issuer, std::nullopt, verified_);
        if (accepted && accepted->entry.status == CertificateStatus::revoked) {
            return true;
        }
    }
    return false;
}

void RevocationKnowledge::offer(RevocationAnswer answer, const Certificate& subject,
                                RevocationFinding& finding) const {
    const auto& status = answer.status;
    if (status.status == CertificateStatus::unknown || status.this_update > horizon_ ||
        !speaks_of_lifetime(status, subject)) {
        return;
    }
    finding.all.push_back(answer);
    if (!finding.answer || better(status, finding.answer->status)) {
        finding.answer = std::move(answer);
    }
}

}  // namespace mohur::signing
