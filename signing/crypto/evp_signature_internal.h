// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/crypto/openssl_internal.h"
#include "signing/crypto/public_key.h"

namespace mohur::signing::openssl {

/// True when a key of `type` makes or checks values of `scheme`.
[[nodiscard]] bool suits(SignatureScheme scheme, KeyType type) noexcept;

/// Sets padding, mask generation, salt and digest on a context that is ready to sign or verify.
[[nodiscard]] bool set_signature_parameters(EVP_PKEY_CTX* context,
                                            const SignatureAlgorithm& algorithm);

}  // namespace mohur::signing::openssl
