// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/clock.h"
#include "signing/core/http_fetcher.h"
#include "signing/core/random.h"
#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"

#include <optional>

namespace mohur::signing {

/// Validation material for one certificate.
struct RevocationMaterial {
    std::optional<OcspResponse> ocsp;
    std::optional<Crl> crl;
};

/// Finds revocation answers and missing issuers. A process boundary: the network one, and the
/// offline one that has nothing. Thread-safe.
class RevocationSource {
public:
    virtual ~RevocationSource() = default;
    /// An answer for `subject` with thisUpdate (OCSP: producedAt) not before `not_before` (to the
    /// second, as the answers are): OCSP first, CRL as fallback. The answer may say "revoked"; it
    /// never says "unknown". Errors: `unavailable` "revocation-unavailable"; `integrity`
    /// "revocation-untrusted" when an answer came but its signer, CertID, nonce or time does not
    /// hold.
    [[nodiscard]] virtual Result<RevocationMaterial> fetch(const Certificate& subject,
                                                           const Certificate& issuer,
                                                           std::optional<Time> not_before) = 0;
    /// Issuer certificates from caIssuers (AIA); empty when there are none.
    [[nodiscard]] virtual std::vector<Certificate> fetch_issuers(const Certificate& subject) = 0;
};

/// Has nothing: `--offline`.
class NoRevocationSource final : public RevocationSource {
public:
    [[nodiscard]] Result<RevocationMaterial> fetch(const Certificate& subject,
                                                   const Certificate& issuer,
                                                   std::optional<Time> not_before) override;
    [[nodiscard]] std::vector<Certificate> fetch_issuers(const Certificate& subject) override;
};

/// Asks the addresses in the certificates, and accepts only what `accept_ocsp` and `accept_crl`
/// accept now. An authorised "unknown" ends the search: a list of revoked certificates cannot
/// answer for one that its CA does not know. Thread-safe. Borrows its services.
class OnlineRevocationSource final : public RevocationSource {
public:
    OnlineRevocationSource(HttpFetcher& fetcher, const Clock& clock, RandomSource& random);
    [[nodiscard]] Result<RevocationMaterial> fetch(const Certificate& subject,
                                                   const Certificate& issuer,
                                                   std::optional<Time> not_before) override;
    [[nodiscard]] std::vector<Certificate> fetch_issuers(const Certificate& subject) override;

private:
    HttpFetcher& fetcher_;
    const Clock& clock_;
    RandomSource& random_;
};

}  // namespace mohur::signing
