// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/crypto/openssl_internal.h"
#include "signing/pki/name.h"

namespace mohur::signing {

/// The name that OpenSSL has read, with the encoding as received.
[[nodiscard]] Name name_from(const X509_NAME* name);

/// Equal exactly when two names match (RFC 5280 clause 7.1): for use as a key.
[[nodiscard]] std::string matching_key(const Name& name);

}  // namespace mohur::signing
