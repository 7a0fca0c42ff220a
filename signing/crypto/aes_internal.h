// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <cstdint>
#include <optional>
#include <span>

namespace mohur::signing::aes {

inline constexpr std::size_t kKeyBytes = 32;
inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;

/// AES-256-GCM (SP 800-38D): ciphertext and tag, into `out` of `plain.size() + kTagBytes`.
void seal(BytesView key, BytesView nonce, BytesView plain, std::span<std::uint8_t> out);
/// Empty when the tag is not of this key, nonce and ciphertext. `sealed` has at least a tag.
[[nodiscard]] std::optional<Bytes> unseal(BytesView key, BytesView nonce, BytesView sealed);

/// AES-256 Key Wrap (RFC 3394) of a multiple of eight octets, at least sixteen.
[[nodiscard]] Bytes wrap_key(BytesView wrapping_key, BytesView key);
/// Empty when it was not wrapped so.
[[nodiscard]] std::optional<Bytes> unwrap_key(BytesView wrapping_key, BytesView wrapped);

}  // namespace mohur::signing::aes
