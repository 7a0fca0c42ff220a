// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/secret.h"
#include "signing/crypto/public_key.h"

#include <memory>
#include <vector>

namespace mohur::signing {

/// A private key in this process's memory. Immutable; thread-safe; cheap to copy (shared); wiped
/// with its last copy.
class PrivateKey {
public:
    [[nodiscard]] const PublicKey& public_key() const noexcept;
    /// ECDSA values as DER (Ecdsa-Sig-Value), RSA as the modulus-sized integer. Errors:
    /// `unsupported` "key-mechanism" when the key cannot make that value or the digest is not what
    /// it claims.
    [[nodiscard]] Result<Bytes> sign_digest(const SignatureAlgorithm& algorithm,
                                            const Digest& digest) const;
    /// Ed25519 over the octets themselves (RFC 8032); other schemes sign digests. Errors:
    /// `unsupported` "key-mechanism".
    [[nodiscard]] Result<Bytes> sign_message(const SignatureAlgorithm& algorithm,
                                             BytesView message) const;

    struct State;
    explicit PrivateKey(std::shared_ptr<const State> state) : state_{std::move(state)} {}

private:
    std::shared_ptr<const State> state_;
};

/// What a PKCS#12 file (RFC 7292) holds for one signer.
struct Pkcs12 {
    PrivateKey key;
    Bytes certificate;         ///< DER, of `key`
    std::vector<Bytes> chain;  ///< DER, in no stated order
};

/// Errors: `denied` "pin-incorrect" when `password` does not open it; `malformed` "pkcs12-invalid";
/// `unsupported` "pkcs12-unsupported" (an encryption that OpenSSL keeps as legacy); `not_found`
/// "key-missing" / "certificate-missing".
[[nodiscard]] Result<Pkcs12> read_pkcs12(BytesView der, const Secret& password);

}  // namespace mohur::signing
