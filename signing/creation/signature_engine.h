// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"
#include "signing/core/clock.h"
#include "signing/core/http_fetcher.h"
#include "signing/core/random.h"
#include "signing/creation/signing_request.h"
#include "signing/pki/revocation_source.h"
#include "signing/pki/trust_anchors.h"
#include "signing/timestamp/timestamp_client.h"

namespace mohur::signing {

/// Creates signatures in two steps, so that the key can be anywhere: `prepare` gives the digest
/// out, `complete` takes the value in. What `complete` returns was verified over its own bytes
/// before it leaves (EN 319 102-1 clause 4). What exists can be raised to a higher level by
/// `extend`. Thread-safe. Borrows its services.
class SignatureEngine {
public:
    /// `timestamps` may be null when only level B is wanted. Level LT needs `anchors` that the
    /// signer's and the time-stamping authority's chains reach.
    SignatureEngine(const TrustAnchors& anchors, RevocationSource& revocation,
                    TimestampClient* timestamps, const Clock& clock, RandomSource& random);

    /// What can be made, and up to which level: docs/signing.md. Errors: `unsupported`
    /// "sign-format-unsupported", "sign-level-unsupported" for the rest;
    /// `malformed` / `unsupported` "pdf-encrypted", "pdf-damaged", "zip-invalid", ...;
    /// `denied` "certificate-expired", "certificate-not-yet-valid", "certificate-not-for-signing";
    /// `malformed` "signing-request-invalid", "data-name-invalid"; `unsupported`
    /// "asic-not-extendable", "tsa-not-configured", "trust-anchors-missing", "signature-algorithm";
    /// those of `pades::append_signature_field`; `denied` "pdf-content-refused".
    [[nodiscard]] Result<PreparedSignature> prepare(const SigningRequest& request) const;

    /// From T on the timestamp is taken first and revocation answers are fetched after it.
    /// Nothing is written to `target` before the value was verified, and what was written is void
    /// when an error comes back. Errors: `conflict` "document-changed", "signing-state-invalid";
    /// `integrity` "signature-value-wrong", "result-not-valid"; those of TimestampClient;
    /// `unavailable` "revocation-unavailable"; `denied` "certificate-revoked",
    /// "certificate-on-hold", "no-trusted-chain"; `integrity` "tsa-untrusted", "tsa-revoked".
    [[nodiscard]] Result<void> complete(const SigningRequest& request,
                                        const PreparedSignature& prepared,
                                        BytesView signature_value, ByteTarget& target) const;
    /// The same, for results that fit into memory.
    [[nodiscard]] Result<Bytes> complete(const SigningRequest& request,
                                         const PreparedSignature& prepared,
                                         BytesView signature_value) const;

    /// Raises signatures of a file, ours or foreign, to T, LT or LTA; what they signed and every
    /// unsigned attribute or property that was there keep their octets. LTA over LTA adds the next
    /// archive timestamp. What is written was read back and judged first, as in `complete`. Errors:
    /// those of `read_file` and of `complete`; `unsupported` "extend-format-unsupported",
    /// "extend-level-unsupported", "signature-not-extendable"; `integrity` "signature-not-intact"
    /// (also when its detached content is not given); `not_found` "signature-not-found"; `conflict`
    /// "extend-level-reached".
    [[nodiscard]] Result<void> extend(const ExtensionRequest& request, ByteTarget& target) const;

    /// A time-stamp token over one file, in a container of its own (ASiC-S). No key is involved.
    /// Errors: those of TimestampClient; `unsupported` "tsa-not-configured"; `malformed`
    /// "data-name-invalid"; `integrity` "tsa-untrusted", "result-not-valid".
    [[nodiscard]] Result<void> timestamp(const TimestampRequest& request, ByteTarget& target) const;

private:
    [[nodiscard]] Result<void> check_services(SignatureLevel level, bool stamps) const;

    const TrustAnchors& anchors_;
    RevocationSource& revocation_;
    TimestampClient* timestamps_;
    const Clock& clock_;
    RandomSource& random_;
};

}  // namespace mohur::signing
