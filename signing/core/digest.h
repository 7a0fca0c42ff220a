// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace mohur {

/// Digest algorithms that are recognised; whether one is acceptable is decided by policy and date.
enum class DigestAlgorithm { md5, sha1, ripemd160, sha224, sha256, sha384, sha512, sha3_256, sha3_384, sha3_512 };

/// "sha-256": the spelling of the verdict JSON and of content addresses.
[[nodiscard]] std::string_view to_string(DigestAlgorithm algorithm) noexcept;
/// Accepts usual spellings in any case: "SHA-256", "sha256", "SHA2-256", "2.16.840.1.101.3.4.2.1", XML algorithm URIs.
[[nodiscard]] std::optional<DigestAlgorithm> digest_algorithm_from(std::string_view name);
/// Output length in bytes.
[[nodiscard]] std::size_t digest_size(DigestAlgorithm algorithm) noexcept;
/// Dotted object identifier.
[[nodiscard]] std::string_view oid_of(DigestAlgorithm algorithm) noexcept;
/// Algorithm URI of XMLDSig / RFC 9231; empty where none is registered.
[[nodiscard]] std::string_view xml_uri_of(DigestAlgorithm algorithm) noexcept;

/// A digest value with its algorithm. Immutable value; `value` has the algorithm's length when it
/// was computed here, and whatever length the input had when it was read.
struct Digest {
    DigestAlgorithm algorithm = DigestAlgorithm::sha256;
    Bytes value;

    bool operator==(const Digest&) const = default;
};

/// "sha-256:<base64>".
[[nodiscard]] std::string to_string(const Digest& digest);

}  // namespace mohur
