// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/time.h"
#include "signing/crypto/openssl_internal.h"

#include <optional>
#include <string>

/// Values of OpenSSL's structures in our vocabulary.
namespace mohur::signing::openssl {

/// Dotted form; empty for an object without one.
[[nodiscard]] std::string dotted(const ASN1_OBJECT* object);
/// Empty when the time is absent or ill-formed (RFC 5280 clause 4.1.2.5).
[[nodiscard]] std::optional<Time> time_from(const ASN1_TIME* time);

}  // namespace mohur::signing::openssl
