// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/config/config.h"
#include "server/signers/remote_signer.h"
#include "signing/core/http_fetcher.h"
#include "signing/pki/trust_anchors.h"

#include <memory>

namespace mohur::server {

/// A key that is not at the server, once its certificate was found good for a person.
struct OutsideKey {
    signing::Certificate certificate;
    std::vector<signing::Certificate> chain;  ///< between it and the anchor
    signing::SignatureAlgorithm algorithm;    ///< of the key's own strength
};

/// The means of the configuration whose keys are with the persons. What comes from them is checked
/// here before anything is made of it. Immutable; thread-safe. Borrows the fetcher.
class OutsideSigners {
public:
    static constexpr std::string_view kWebEid = "web-eid";
    static constexpr std::string_view kMobileId = "mobile-id";

    /// Reads the issuers. Errors: those of signing::load_certificates.
    [[nodiscard]] static Result<OutsideSigners> create(const Config& config, HttpFetcher& fetcher,
                                                       signing::TrustAnchors anchors);

    /// Ids of the means, in the order in which they are offered.
    [[nodiscard]] const std::vector<std::string>& means() const noexcept { return means_; }
    [[nodiscard]] bool offers(std::string_view means) const;
    /// Null for a means that asks nobody over the network.
    [[nodiscard]] RemoteSigner* remote(std::string_view means) const;

    /// Whether this certificate may sign for the person with that FIN, before he types a PIN.
    /// Errors: `denied` "certificate-of-other-person", "person-without-fin",
    /// "certificate-not-yet-valid", "certificate-expired", "certificate-not-for-signing",
    /// "no-trusted-chain"; `unsupported` "key-mechanism". Whether it was revoked is asked after the
    /// signature, as LT needs it.
    [[nodiscard]] Result<OutsideKey> check(const signing::Certificate& certificate,
                                           std::string_view fin, Time now) const;

private:
    OutsideSigners() = default;
    std::vector<std::string> means_;
    std::shared_ptr<RemoteSigner> mobile_id_;
    std::vector<signing::Certificate> issuers_;
    signing::TrustAnchors anchors_;
};

/// A value from a card or a service as the formats take it: ECDSA as r||s of the curve's length
/// becomes DER, 0 < r, s < n; RSA has the length of the modulus; and it is the key's over `data`.
/// `integrity` "signature-value-malformed", "signature-value-wrong".
[[nodiscard]] Result<Bytes> checked_value(const OutsideKey& key, BytesView data, BytesView value);

}  // namespace mohur::server
