// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/crypto/verified_signatures.h"

#include <optional>

namespace mohur::signing {

/// SEQUENCE { toBeSigned, AlgorithmIdentifier, BIT STRING, ... }: the shape that certificates, CRLs
/// and basic OCSP responses share, over the bytes as received.
struct SignedStructure {
    Bytes der;           ///< the whole
    Bytes to_be_signed;  ///< the first element, header included
    Bytes algorithm_identifier;
    std::optional<SignatureAlgorithm> algorithm;  ///< empty when not known
    Bytes value;

    /// The structure at the start of `der`, which must be nothing else.
    [[nodiscard]] static Result<SignedStructure> read(BytesView der);
    /// Certificates and CRLs name the algorithm inside the signed bytes as well (RFC 5280 clauses
    /// 4.1.1.2 and 5.1.1.2). Where the two differ, none is known.
    void require_inner_algorithm();
    /// `verified` may be null.
    [[nodiscard]] bool signed_by(const PublicKey& key, VerifiedSignatures* verified) const;
};

}  // namespace mohur::signing
