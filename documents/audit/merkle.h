// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/result.h"

#include <cstdint>
#include <vector>

namespace mohur::documents {

/// RFC 6962 section 2.1: SHA-256(0x00 || data).
[[nodiscard]] Bytes merkle_leaf(BytesView data);
/// SHA-256(0x01 || left || right).
[[nodiscard]] Bytes merkle_node(BytesView left, BytesView right);

/// The Merkle tree hash over a growing list of leaves (RFC 6962 section 2.1, SHA-256), kept as the
/// roots of its perfect subtrees, so that a leaf costs O(log n) and no earlier leaf is needed.
class MerkleFrontier {
public:
    MerkleFrontier() = default;
    /// What `serialized` gave for a tree of `size` leaves; `integrity` "log-frontier-damaged" when
    /// the number of subtrees does not fit the size.
    [[nodiscard]] static Result<MerkleFrontier> parse(std::uint64_t size, BytesView serialized);

    /// Adds the leaf whose data is `data`: its hash is SHA-256(0x00 || data).
    void append_leaf(BytesView data);
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// The root; that of no leaves is SHA-256 of nothing.
    [[nodiscard]] Bytes root() const;
    /// Subtree roots, largest first, 32 octets each.
    [[nodiscard]] Bytes serialized() const;

private:
    std::uint64_t size_ = 0;
    std::vector<Bytes> roots_;
};

}  // namespace mohur::documents
