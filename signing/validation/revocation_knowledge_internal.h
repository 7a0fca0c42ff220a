// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/revocation_check.h"
#include "signing/pki/validation_material.h"
#include "signing/trust/trusted_services.h"
#include "signing/validation/policy.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

/// One acceptable revocation answer (EN 319 102-1 clause 5.2.5): it speaks of the certificate, and
/// who signed it had the right to.
struct RevocationAnswer {
    StatusEntry status;
    Certificate signer;
    std::optional<SignatureAlgorithm> algorithm;
    Bytes object;  ///< SHA-256 of the CRL or OCSP response
};

/// What is known of one certificate's status.
struct RevocationFinding {
    std::optional<RevocationAnswer> answer;
    std::vector<RevocationAnswer> all;  ///< every acceptable one, for the past
    bool service_silent = false;        ///< a source was asked and did not answer
    std::vector<std::string> refused;   ///< why answers that came were not accepted
};

/// Chooses among the answers in a file and, where there is none, asks the source. Answers are
/// cached. One thread. Borrows what it is given.
class RevocationKnowledge {
public:
    /// Answers younger than `horizon` are not looked at. `source` and `verified` may be null.
    RevocationKnowledge(const ValidationMaterial& material, const ValidationPolicy& policy,
                        RevocationSource* source, Time horizon, VerifiedSignatures* verified,
                        const trust::TrustedServices& services);

    /// What is known of `subject`, which `issuer` issued. A definite revocation outweighs every
    /// other answer; otherwise the youngest counts.
    [[nodiscard]] const RevocationFinding& about(const Certificate& subject,
                                                 const Certificate& issuer);

private:
    [[nodiscard]] RevocationFinding search(const Certificate& subject,
                                           const Certificate& issuer) const;
    void ask(const Certificate& subject, const Certificate& issuer,
             RevocationFinding& finding) const;
    void consider(const OcspResponse& response, const Certificate& subject,
                  const Certificate& issuer, RevocationFinding& finding) const;
    void consider(const Crl& list, const Certificate& subject, const Certificate& issuer,
                  RevocationFinding& finding) const;
    /// RFC 6960 clause 4.2.2.2 item 1: a responder that a trusted list names, while it is granted.
    [[nodiscard]] std::optional<AcceptedStatus> accept_listed(const OcspResponse& response,
                                                              const Certificate& subject,
                                                              const Certificate& issuer) const;
    [[nodiscard]] bool delegate_revoked(const Certificate& signer, const Certificate& issuer) const;
    void offer(RevocationAnswer answer, const Certificate& subject,
               RevocationFinding& finding) const;

    const ValidationMaterial& material_;
    const ValidationPolicy& policy_;
    RevocationSource* source_;
    Time horizon_;
    VerifiedSignatures* verified_;
    const trust::TrustedServices& services_;
    std::map<std::pair<Bytes, Bytes>, RevocationFinding> known_;
};

}  // namespace mohur::signing
