// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/ocsp.h"
#include "signing/pki/signed_structure_internal.h"

namespace mohur::signing {

/// CertID (RFC 6960 clause 4.1.1) as received.
struct CertId {
    std::optional<DigestAlgorithm>
        algorithm;  ///< empty when it is none that may name a certificate
    Bytes issuer_name_hash;
    Bytes issuer_key_hash;
    Bytes serial;  ///< content octets

    /// True when all four fields name `subject` as issued by `issuer`.
    [[nodiscard]] bool names(const Certificate& subject, const Certificate& issuer) const;
};

struct SingleResponse {
    CertId id;
    StatusEntry entry;
};

struct OcspResponse::State {
    Bytes der;
    SignedStructure basic;
    Time produced_at{};
    std::optional<Name> responder_name;
    Bytes responder_key_hash;  ///< SHA-1; empty when named
    std::vector<SingleResponse> singles;
    std::vector<Certificate> certificates;
    std::optional<Bytes> nonce;

    [[nodiscard]] bool is_responder(const Certificate& certificate) const;
};

}  // namespace mohur::signing
