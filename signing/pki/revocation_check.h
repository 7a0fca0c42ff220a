// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"

#include <chrono>
#include <optional>
#include <vector>

namespace mohur::signing {

/// What was said of a certificate, by somebody who may say it.
struct AcceptedStatus {
    StatusEntry entry;
    /// Who signed: the issuer itself or, for OCSP, its delegate. Whether a delegate is itself
    /// revoked is the caller's to judge (RFC 6960 clause 4.2.2.2.1; id-pkix-ocsp-nocheck).
    Certificate signer;
};

/// When the answer must be current. `tolerance` allows for clocks that differ, on both sides.
struct Currency {
    Time at{};
    std::chrono::seconds tolerance{0};
};

/// Accepts an OCSP answer on `subject` (RFC 6960 clause 3.2): signed by `issuer`, or by a delegate
/// that `issuer` itself certified for OCSP signing and that was valid when it signed
/// (clause 4.2.2.2), with the whole CertID. With `current` also thisUpdate <= at <= nextUpdate.
/// `candidates` are extra certificates that may name the responder. With `verified` the arithmetic
/// is done once.
///
/// Errors, all `integrity` "revocation-untrusted" with the failed check as detail:
/// "signer-unknown", "signer-not-authorised", "certificate-not-named", "not-yet-current",
/// "out-of-date".
[[nodiscard]] Result<AcceptedStatus> accept_ocsp(const OcspResponse& response,
                                                 const Certificate& subject,
                                                 const Certificate& issuer,
                                                 const std::vector<Certificate>& candidates,
                                                 const std::optional<Currency>& current,
                                                 VerifiedSignatures* verified = nullptr);

/// Accepts a complete CRL on `subject` (RFC 5280 clause 6.3.3): signed by `issuer`, which may sign
/// CRLs. Errors as of `accept_ocsp`.
[[nodiscard]] Result<AcceptedStatus> accept_crl(const Crl& crl, const Certificate& subject,
                                                const Certificate& issuer,
                                                const std::optional<Currency>& current,
                                                VerifiedSignatures* verified = nullptr);

/// True when the certificate was revoked at `time`: the instant of revocation itself counts.
[[nodiscard]] bool revoked_at(const StatusEntry& entry, Time time) noexcept;

}  // namespace mohur::signing
