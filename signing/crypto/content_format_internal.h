// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/secret.h"
#include "signing/crypto/aes_internal.h"

#include <array>
#include <cstdint>
#include <string>

namespace mohur::signing {

/// What stands before the chunks.
struct ContentHeader {
    std::uint32_t chunk_bytes = 64U << 10U;
    std::string key_id;
    Bytes wrapped_key;
    Bytes salt;

    [[nodiscard]] Bytes encode() const;
    /// Errors: `unsupported` "content-format".
    [[nodiscard]] static Result<ContentHeader> read(const ByteSource& file);
};

inline constexpr std::size_t kContentSaltBytes = 16;

/// The key of all chunks: HKDF-SHA-256 (RFC 5869) of the file key, bound to header and context.
[[nodiscard]] Secret derive_chunk_key(const Secret& file_key, BytesView salt, BytesView header,
                                      BytesView context);

/// 3 zero octets, 8 of the index, 1 of finality.
[[nodiscard]] std::array<std::uint8_t, aes::kNonceBytes> chunk_nonce(std::uint64_t index,
                                                                     bool last) noexcept;

}  // namespace mohur::signing
