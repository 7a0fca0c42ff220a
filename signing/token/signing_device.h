// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/crypto/public_key.h"
#include "signing/pki/certificate.h"

#include <vector>

namespace mohur::signing {

/// Whatever holds a private key: an HSM slot, a token, a PKCS#12 file, a phone. Thread-safe.
class SigningDevice {
public:
    virtual ~SigningDevice() = default;
    /// The certificate of the key that signs.
    [[nodiscard]] virtual const Certificate& certificate() const noexcept = 0;
    /// Intermediate certificates that the device also holds; may be empty.
    [[nodiscard]] virtual const std::vector<Certificate>& chain() const noexcept = 0;
    /// The algorithm that `sign_digest` will use with this digest; `unsupported` when the key
    /// cannot.
    [[nodiscard]] virtual Result<SignatureAlgorithm> algorithm(DigestAlgorithm digest) const = 0;
    /// Signs a digest of the data to be signed. ECDSA values come as DER (Ecdsa-Sig-Value), RSA as
    /// the modulus-sized integer. Errors: `denied` "pin-incorrect" / "pin-locked" / "pin-required",
    /// `unavailable` "token-missing" / "token-failed", `unsupported` "key-mechanism".
    [[nodiscard]] virtual Result<Bytes> sign_digest(const SignatureAlgorithm& algorithm,
                                                    const Digest& digest) = 0;
    /// Signs the data to be signed: by their digest or, with Ed25519, by the octets themselves
    /// (RFC 8032), which a device that cannot do it refuses with "key-mechanism". Errors as above.
    [[nodiscard]] virtual Result<Bytes> sign(const SignatureAlgorithm& algorithm, BytesView data);
};

/// The algorithm for a key of this kind: ECDSA for EC; Ed25519, whatever the digest; PKCS#1 v1.5 for RSA, RSASSA-PSS (MGF1 and
/// salt of the digest) where it is preferred or the key is bound to it. `unsupported`
/// "key-mechanism" for the rest, and for digests below SHA-224.
[[nodiscard]] Result<SignatureAlgorithm> default_algorithm(const PublicKey& key,
                                                           DigestAlgorithm digest, bool prefer_pss);

}  // namespace mohur::signing
