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
    MaterialCollector(const TrustAnchors& anchors, RevocationSource& revocation)
        : anchors_{anchors}, revocation_{revocation} {}

    /// A path from `subject` to an anchor; issuers that `candidates` lack are fetched. Empty when
    /// there is none.
    [[nodiscard]] CertificatePath path(const Certificate& subject,
                                       std::vector<Certificate> candidates);

    /// Adds the chain and an answer for every certificate in it below the anchor. The answer on the
    /// first must not be older than `not_before`; CA answers may be. Errors: those of
    /// `RevocationSource`; `denied` "certificate-revoked", "certificate-on-hold",
    /// "ca-certificate-revoked".
    [[nodiscard]] Result<void> add(const CertificatePath& path, Time not_before);

    [[nodiscard]] ValidationMaterial take() { return std::move(material_); }

private:
    [[nodiscard]] Result<void> add_status(const Certificate& subject, const Certificate& issuer,
                                          std::optional<Time> not_before, int depth);
    [[nodiscard]] Result<void> add_ocsp(const OcspResponse& response, const Certificate& subject,
                                        const Certificate& issuer, int depth);
    void add_certificate(const Certificate& certificate);

    const TrustAnchors& anchors_;
    RevocationSource& revocation_;
    ValidationMaterial material_;
    std::vector<Certificate> answered_;
};

}  // namespace mohur::signing
