// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"

#include <memory>
#include <optional>
#include <string>

namespace mohur::signing {

enum class KeyType { rsa, rsa_pss, ec, ed25519, ed448, dsa, other };
enum class SignatureScheme { rsa_pkcs1, rsa_pss, ecdsa, ed25519, dsa };

/// What made a signature value. `digest` has no meaning for Ed25519 (RFC 8032: PureEdDSA) beyond
/// the message digest that the format around it uses.
struct SignatureAlgorithm {
    SignatureScheme scheme = SignatureScheme::ecdsa;
    DigestAlgorithm digest = DigestAlgorithm::sha256;
    std::optional<DigestAlgorithm> mgf_digest;  ///< PSS; empty: same as `digest`
    std::optional<int> salt_length;             ///< PSS, bytes; empty: digest length

    bool operator==(const SignatureAlgorithm&) const = default;
};

/// "ECDSA with SHA-256", for reports.
[[nodiscard]] std::string to_string(const SignatureAlgorithm& algorithm);

/// A subject public key. Immutable; thread-safe; cheap to copy (shared).
class PublicKey {
public:
    /// From a DER SubjectPublicKeyInfo (RFC 5280 clause 4.1.2.7).
    [[nodiscard]] static Result<PublicKey> from_spki(BytesView der);

    [[nodiscard]] KeyType type() const noexcept;
    /// RSA modulus or curve size in bits.
    [[nodiscard]] int bits() const noexcept;
    /// "P-256", "P-384", "brainpoolP256r1", ...; empty unless EC.
    [[nodiscard]] const std::string& curve() const noexcept;
    [[nodiscard]] const Bytes& spki() const noexcept;

    /// True when `value` is this key's signature over `message`. ECDSA values are DER
    /// (Ecdsa-Sig-Value); convert raw r||s first. Never throws, never errs: a wrong or
    /// ill-formed value, or an algorithm that does not suit the key, is false.
    [[nodiscard]] bool verify(const SignatureAlgorithm& algorithm, BytesView message,
                              BytesView value) const;
    /// The same over an already computed digest of the message (not for Ed25519: false).
    [[nodiscard]] bool verify_digest(const SignatureAlgorithm& algorithm, const Digest& digest,
                                     BytesView value) const;

    bool operator==(const PublicKey& other) const;

    struct State;  // defined in the .cpp: OpenSSL's handle and what was read from it
private:
    explicit PublicKey(std::shared_ptr<const State> state) : state_{std::move(state)} {}
    std::shared_ptr<const State> state_;
};

/// ECDSA value r||s (XMLDSig, PKCS#11, JWS) -> DER (CMS, X.509). Odd or empty input, and r or s of
/// zero, are `malformed`.
[[nodiscard]] Result<Bytes> ecdsa_raw_to_der(BytesView raw);
/// DER -> r||s, each padded to `coordinate_bytes`.
[[nodiscard]] Result<Bytes> ecdsa_der_to_raw(BytesView der, std::size_t coordinate_bytes);

}  // namespace mohur::signing
