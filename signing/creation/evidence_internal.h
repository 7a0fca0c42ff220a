// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/creation/material_internal.h"
#include "signing/timestamp/timestamp_client.h"

#include <optional>
#include <vector>

namespace mohur::signing {

/// A certificate whose use at `used_at` must stay provable: a signer's, or that of a time-stamping
/// authority. An answer on it must not be older than that moment, and a later revocation does not
/// matter.
struct EvidenceSubject {
    Certificate certificate;
    std::vector<Certificate> candidates;  ///< that may lead to an anchor
    Time used_at{};
};

/// Where one completion or extension gets its tokens and its validation material from. Used once,
/// by one thread. Borrows its services.
class Evidence {
public:
    /// `timestamps` may be null when nothing is stamped. `candidates` are issuers that no file
    /// needs to bring.
    Evidence(const TrustAnchors& anchors, RevocationSource& revocation, TimestampClient* timestamps,
             std::vector<Certificate> candidates = {});

    /// A token over a digest. Where anchors are configured, an authority that they do not vouch for
    /// is as good as none. Errors: those of `TimestampClient`; `unsupported` "tsa-not-configured";
    /// `integrity` "tsa-signature", "tsa-untrusted".
    [[nodiscard]] Result<TimestampToken> stamp(const Digest& digest);

    /// What a verifier of level LT needs for `signers` and for every token that was stamped here so
    /// far, without what `present` has. Errors: those of `MaterialCollector::add`; `denied`
    /// "no-trusted-chain"; `integrity` "tsa-revoked".
    [[nodiscard]] Result<ValidationMaterial> material(
        const std::vector<EvidenceSubject>& signers,
        const std::vector<EvidenceSubject>& authorities = {}, ValidationMaterial present = {});

private:
    [[nodiscard]] CertificatePath path(MaterialCollector& collector,
                                       const EvidenceSubject& subject) const;
    [[nodiscard]] Result<void> add_authority(MaterialCollector& collector,
                                             const EvidenceSubject& authority);

    const TrustAnchors& anchors_;
    RevocationSource& revocation_;
    TimestampClient* timestamps_;
    std::vector<Certificate> candidates_;
    std::vector<EvidenceSubject> stamped_;
};

}  // namespace mohur::signing
