// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mohur {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

/// The same memory as bytes; lives as long as `text`.
[[nodiscard]] BytesView as_bytes(std::string_view text) noexcept;
/// The same memory as characters; lives as long as `bytes`.
[[nodiscard]] std::string_view as_text(BytesView bytes) noexcept;
[[nodiscard]] Bytes to_bytes(BytesView view);
[[nodiscard]] bool equal(BytesView a, BytesView b) noexcept;
void append(Bytes& to, BytesView more);

/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(BytesView bytes);
/// Either case; an odd length or another character is `malformed`.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

/// RFC 4648 section 4, padded, without line breaks.
[[nodiscard]] std::string to_base64(BytesView bytes);
/// XML white space between characters is skipped (XML Schema base64Binary); anything else that is
/// not the alphabet, and wrong padding, is `malformed`.
[[nodiscard]] Result<Bytes> from_base64(std::string_view text);
/// RFC 4648 section 5, without padding.
[[nodiscard]] std::string to_base64url(BytesView bytes);
[[nodiscard]] Result<Bytes> from_base64url(std::string_view text);

}  // namespace mohur
