// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

namespace mohur::signing {

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of `message`: 32 octets.
[[nodiscard]] Bytes hmac_sha256(BytesView key, BytesView message);

/// Compares secrets: the time depends on the lengths only.
[[nodiscard]] bool constant_time_equal(BytesView a, BytesView b) noexcept;

}  // namespace mohur::signing
