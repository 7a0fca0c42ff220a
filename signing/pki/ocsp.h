// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/certificate.h"

#include <memory>
#include <optional>
#include <vector>

namespace mohur::signing {

/// CRLReason (RFC 5280 clause 5.3.1).
enum class RevocationReason {
    unspecified = 0,
    key_compromise = 1,
    ca_compromise = 2,
    affiliation_changed = 3,
    superseded = 4,
    cessation_of_operation = 5,
    certificate_hold = 6,
    remove_from_crl = 8,
    privilege_withdrawn = 9,
    aa_compromise = 10,
};

enum class CertificateStatus { good, revoked, unknown };

/// What a revocation source said of one certificate.
struct StatusEntry {
    CertificateStatus status = CertificateStatus::unknown;
    Time this_update{};
    std::optional<Time> next_update;
    std::optional<Time> revocation_time;
    std::optional<RevocationReason> reason;
};

/// A successful basic OCSP response (RFC 6960). Immutable; thread-safe; cheap to copy (shared).
class OcspResponse {
public:
    /// An OCSPResponse with responseStatus successful, or a bare BasicOCSPResponse. Errors:
    /// `malformed` / `unsupported` (critical extensions) / `too_large` "ocsp-invalid";
    /// `unavailable` "ocsp-not-successful" with the status as detail.
    [[nodiscard]] static Result<OcspResponse> from_der(BytesView der);

    /// The OCSPResponse encoding, rebuilt around a bare BasicOCSPResponse.
    [[nodiscard]] const Bytes& der() const noexcept;
    [[nodiscard]] const Bytes& basic_der() const noexcept;
    [[nodiscard]] Time produced_at() const noexcept;
    [[nodiscard]] const std::vector<Certificate>& certificates() const noexcept;
    [[nodiscard]] const std::optional<Bytes>& nonce() const noexcept;
    [[nodiscard]] const std::optional<SignatureAlgorithm>& signature_algorithm() const noexcept;
    /// The status of `subject` issued by `issuer`; the whole CertID is compared (RFC 6960
    /// clause 4.1.1).
    [[nodiscard]] std::optional<StatusEntry> status_of(const Certificate& subject,
                                                       const Certificate& issuer) const;
    /// The certificates that the responderID names and whose key verifies the response: of
    /// `issuer`, the embedded ones and `candidates`, in this order. Several when one key was
    /// certified twice. With `verified` the arithmetic is done once.
    [[nodiscard]] std::vector<Certificate> signers(const Certificate& issuer,
                                                   const std::vector<Certificate>& candidates,
                                                   VerifiedSignatures* verified = nullptr) const;
    /// The first of `signers`.
    [[nodiscard]] std::optional<Certificate> signer(
        const Certificate& issuer, const std::vector<Certificate>& candidates) const;

    bool operator==(const OcspResponse& other) const noexcept { return der() == other.der(); }
    struct State;

private:
    explicit OcspResponse(std::shared_ptr<const State> state) : state_{std::move(state)} {}
    std::shared_ptr<const State> state_;
};

/// A DER OCSPRequest for one certificate (SHA-1 CertID as responders expect, nonce per RFC 9654
/// when given: 1 to 128 octets, else `malformed` "ocsp-nonce").
[[nodiscard]] Result<Bytes> make_ocsp_request(const Certificate& subject, const Certificate& issuer,
                                              const std::optional<Bytes>& nonce);

}  // namespace mohur::signing
