// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/crypto/public_key.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_set>

namespace mohur::signing {

/// Remembers which signatures were found good, so that those that come with one document after
/// another (an authority's on certificates and lists, a responder's on answers) are computed once.
///
/// A memory of arithmetic only: whether the key is trusted, or the answer current, is judged anew
/// each time. What is remembered is named by SHA-256 over key, algorithm, signed octets and value,
/// so that a hit means that exactly this was computed before. Bad signatures are not remembered.
///
/// Thread-safe. Bounded: 32 octets and a little for each of at most twice `generation` signatures;
/// of two generations the older is forgotten when the younger is full.
class VerifiedSignatures {
public:
    explicit VerifiedSignatures(std::size_t generation = 8'192) : generation_{generation} {}

    /// As `key.verify(algorithm, message, value)`.
    [[nodiscard]] bool verify(const PublicKey& key, const SignatureAlgorithm& algorithm,
                              BytesView message, BytesView value);
    /// How many answers were remembered ones, so far.
    [[nodiscard]] std::uint64_t hits() const;
    /// How many signatures are remembered.
    [[nodiscard]] std::size_t size() const;

private:
    using Fingerprint = std::array<std::uint8_t, 32>;
    struct Hash {
        std::size_t operator()(const Fingerprint& fingerprint) const noexcept;
    };
    using Generation = std::unordered_set<Fingerprint, Hash>;

    static Fingerprint fingerprint(const PublicKey& key, const SignatureAlgorithm& algorithm,
                                   BytesView message, BytesView value);
    [[nodiscard]] bool knows(const Fingerprint& fingerprint);
    void remember(const Fingerprint& fingerprint);
    void add(const Fingerprint& fingerprint);  // the mutex is held

    const std::size_t generation_;
    mutable std::mutex mutex_;
    Generation younger_;      // guarded by mutex_
    Generation older_;        // guarded by mutex_
    std::uint64_t hits_ = 0;  // guarded by mutex_
};

}  // namespace mohur::signing
