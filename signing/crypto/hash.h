// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/digest.h"

#include <memory>

namespace mohur::signing {

/// The digest of `data`.
[[nodiscard]] Digest digest_of(DigestAlgorithm algorithm, BytesView data);
/// The digest of a whole source, read in pieces.
[[nodiscard]] Result<Digest> digest_of(DigestAlgorithm algorithm, const ByteSource& source);

/// Incremental digest. One thread at a time; `finish` may be called once.
class Hasher {
public:
    explicit Hasher(DigestAlgorithm algorithm);
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;
    ~Hasher();

    void update(BytesView data);
    /// A whole source, read in pieces. Errors: the source's; the digest is then of no use.
    [[nodiscard]] Result<void> update(const ByteSource& source);
    [[nodiscard]] Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mohur::signing
