// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/crypto/public_key.h"
#include "signing/token/pkcs11_internal.h"

namespace mohur::signing::pkcs11 {

/// A mechanism with its parameters and the octets that C_Sign takes for a digest.
struct SigningInput {
    CK_MECHANISM_TYPE type = 0;
    CK_RSA_PKCS_PSS_PARAMS pss{};  ///< only with CKM_RSA_PKCS_PSS
    Bytes data;
};

/// Errors: `unsupported` "key-mechanism".
[[nodiscard]] Result<SigningInput> signing_input(const SignatureAlgorithm& algorithm,
                                                 const Digest& digest, const PublicKey& key);

/// CKM_EDDSA over the octets themselves. Errors: `unsupported` "key-mechanism".
[[nodiscard]] Result<SigningInput> message_input(BytesView message, const PublicKey& key);

/// CKM_ECDSA for EC keys, and so on; `unsupported` "key-mechanism" where there is none for digests.
[[nodiscard]] Result<CK_MECHANISM_TYPE> mechanism_of(SignatureScheme scheme);

/// The value as PKCS#11 gives it (ECDSA: r || s) in the form of `SigningDevice`.
[[nodiscard]] Result<Bytes> signature_value(SignatureScheme scheme, Bytes raw);

}  // namespace mohur::signing::pkcs11
