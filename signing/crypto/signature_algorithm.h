// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/crypto/public_key.h"

#include <optional>

namespace mohur::signing {

/// The signature algorithm of a DER AlgorithmIdentifier (RFC 5280 clause 4.1.1.2; RFC 4055, 5758,
/// 8410). Where the identifier names only a key algorithm (rsaEncryption, id-ecPublicKey, as CMS
/// allows, RFC 5652 clause 10.1.2 with RFC 3370), `digest` completes it. Empty when unknown, when
/// RSASSA-PSS parameters are ill-formed, or when both name a digest and they differ.
[[nodiscard]] std::optional<SignatureAlgorithm> signature_algorithm_from(
    BytesView algorithm_identifier, std::optional<DigestAlgorithm> digest = std::nullopt);

/// The DER AlgorithmIdentifier that names `algorithm` in CMS and X.509. RSASSA-PSS carries its
/// parameters; RSA PKCS#1 v1.5 a NULL (RFC 4055 clause 5). A pair that has no identifier (ECDSA
/// with MD5) is `unsupported` ("algorithm-unsupported").
[[nodiscard]] Result<Bytes> algorithm_identifier_of(const SignatureAlgorithm& algorithm);

}  // namespace mohur::signing
