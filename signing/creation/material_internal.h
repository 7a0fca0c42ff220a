// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/path_builder.h"
#include "signing/pki/revocation_source.h"
#include "signing/pki/trust_anchors.h"

#include <optional>
#include <vector>

namespace mohur::signing {

/// What level LT embeds (EN 319 142-1 and 132-1 clause 6.3): certificates of the chains and an
/// answer on each that is not an anchor. Each octet string once.
struct ValidationMaterial {
    std::vector<Certificate> certificates;
    std::vector<OcspResponse> ocsp;
    std::vector<Crl> crls;
};

/// Collects validation material. Used once, by one thread. Borrows its services.
class MaterialCollector {
public:
    /// `present`: what the file has already; it is used where it suffices, and not given again.
    MaterialCollector(const TrustAnchors& anchors, RevocationSource& revocation,
                      ValidationMaterial present = {})
        : anchors_{anchors}, revocation_{revocation}, present_{std::move(present)} {}

    /// A path from `subject` to an anchor; issuers that `candidates` and the present material lack
    /// are fetched. Empty when there is none.
    [[nodiscard]] CertificatePath path(const Certificate& subject,
                                       std::vector<Certificate> candidates);

    /// Adds the chain and an answer for every certificate in it below the anchor. The answer on the
    /// first must not be older than `used_at`, and a revocation after it is no error; CA answers
    /// may be older. Errors: those of `RevocationSource`; `denied` "certificate-revoked",
    /// "certificate-on-hold", "ca-certificate-revoked".
    [[nodiscard]] Result<void> add(const CertificatePath& path, Time used_at);

    /// What is missing from the present material.
    [[nodiscard]] ValidationMaterial take() { return std::move(material_); }

private:
    [[nodiscard]] Result<void> add_status(const Certificate& subject, const Certificate& issuer,
                                          std::optional<Time> used_at, int depth);
    [[nodiscard]] Result<void> add_ocsp(const OcspResponse& response, const Certificate& subject,
                                        const Certificate& issuer, std::optional<Time> used_at,
                                        int depth);
    [[nodiscard]] Result<void> add_responder(const Certificate& responder,
                                             const Certificate& issuer, int depth);
    [[nodiscard]] bool has_present_answer(const Certificate& subject, const Certificate& issuer,
                                          std::optional<Time> used_at, int depth);
    void add_certificate(const Certificate& certificate);

    const TrustAnchors& anchors_;
    RevocationSource& revocation_;
    ValidationMaterial present_;
    ValidationMaterial material_;
    std::vector<Certificate> answered_;
};

}  // namespace mohur::signing
