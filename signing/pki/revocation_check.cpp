// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/revocation_check.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::string_view kOcspSigning = "1.3.6.1.5.5.7.3.9";

Error untrusted(std::string detail) {
    return Error::integrity("revocation-untrusted", std::move(detail));
}

// RFC 6960 4.2.2.2: the CA itself, or a responder that this CA designated in its certificate.
bool is_authorised(const Certificate& signer, const Certificate& issuer, Time produced_at,
                   VerifiedSignatures* verified) {
    if (signer == issuer || (signer.public_key() == issuer.public_key() &&
                             signer.subject().matches(issuer.subject()))) {
        return true;
    }
    return std::ranges::find(signer.extended_key_usage(), Oid{kOcspSigning}) !=
               signer.extended_key_usage().end() &&
           signer.unknown_critical_extensions().empty() && signer.valid_at(produced_at) &&
           signer.signed_by(issuer, verified);
}

Result<void> check_current(const StatusEntry& entry, const std::optional<Currency>& current) {
    if (!current.has_value()) {
        return {};
    }
    if (entry.this_update > current->at + current->tolerance) {
        return untrusted("not-yet-current");
    }
    if (entry.next_update.has_value() && *entry.next_update < current->at - current->tolerance) {
        return untrusted("out-of-date");
    }
    return {};
}

Result<AcceptedStatus> accept(const std::optional<StatusEntry>& entry, const Certificate& signer,
                              const std::optional<Currency>& current) {
    if (!entry.has_value()) {
        return untrusted("certificate-not-named");
    }
    MOHUR_TRY_VOID(check_current(*entry, current));
    return AcceptedStatus{*entry, signer};
}

}  // namespace

Result<AcceptedStatus> accept_ocsp(const OcspResponse& response, const Certificate& subject,
                                   const Certificate& issuer,
                                   const std::vector<Certificate>& candidates,
                                   const std::optional<Currency>& current,
                                   VerifiedSignatures* verified) {
    const auto signers = response.signers(issuer, candidates, verified);
    if (signers.empty()) {
        return untrusted("signer-unknown");
    }
    const auto signer = std::ranges::find_if(signers, [&](const Certificate& candidate) {
        return is_authorised(candidate, issuer, response.produced_at(), verified);
    });
    if (signer == signers.end()) {
        return untrusted("signer-not-authorised");
    }
    return accept(response.status_of(subject, issuer), *signer, current);
}

Result<AcceptedStatus> accept_crl(const Crl& crl, const Certificate& subject,
                                  const Certificate& issuer, const std::optional<Currency>& current,
                                  VerifiedSignatures* verified) {
    // RFC 5280 6.3.3 (f): a key usage, where there is one, must allow it.
    if (issuer.key_usage().has_value() && !issuer.key_usage()->crl_sign) {
        return untrusted("signer-not-authorised");
    }
    if (!crl.signed_by(issuer, verified)) {
        return untrusted("signer-unknown");
    }
    return accept(crl.status_of(subject), issuer, current);
}

bool revoked_at(const StatusEntry& entry, Time time) noexcept {
    return entry.status == CertificateStatus::revoked &&
           (!entry.revocation_time.has_value() || *entry.revocation_time <= time);
}

}  // namespace mohur::signing
