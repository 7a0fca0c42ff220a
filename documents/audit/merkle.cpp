// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/audit/merkle.h"

#include "signing/crypto/hash.h"

#include <bit>

namespace mohur::documents {
namespace {

constexpr std::size_t kHashSize = 32;

// RFC 6962 2.1: different prefixes for leaves and nodes, against second preimages.
Bytes hash_with_prefix(std::uint8_t prefix, BytesView first, BytesView second = {}) {
    Bytes octets{prefix};
    append(octets, first);
    append(octets, second);
    return signing::digest_of(DigestAlgorithm::sha256, octets).value;
}

}  // namespace

Bytes merkle_leaf(BytesView data) {
    return hash_with_prefix(0x00, data);
}

Bytes merkle_node(BytesView left, BytesView right) {
    return hash_with_prefix(0x01, left, right);
}

Result<MerkleFrontier> MerkleFrontier::parse(std::uint64_t size, BytesView serialized) {
    if (serialized.size() != kHashSize * static_cast<std::size_t>(std::popcount(size))) {
        return Error::integrity("log-frontier-damaged");
    }
    MerkleFrontier tree;
    tree.size_ = size;
    for (; !serialized.empty(); serialized = serialized.subspan(kHashSize)) {
        tree.roots_.push_back(to_bytes(serialized.first(kHashSize)));
    }
    return tree;
}

void MerkleFrontier::append_leaf(BytesView data) {
    roots_.push_back(merkle_leaf(data));
    ++size_;
    for (auto trailing = std::countr_zero(size_); trailing > 0; --trailing) {
        const Bytes right = std::move(roots_.back());
        roots_.pop_back();
        roots_.back() = merkle_node(roots_.back(), right);
    }
}

Bytes MerkleFrontier::root() const {
    if (roots_.empty()) {
        return signing::digest_of(DigestAlgorithm::sha256, BytesView{}).value;
    }
    Bytes root = roots_.back();
    for (std::size_t i = roots_.size() - 1; i-- > 0;) {
        root = merkle_node(roots_[i], root);
    }
    return root;
}

Bytes MerkleFrontier::serialized() const {
    Bytes all;
    for (const auto& root : roots_) {
        append(all, root);
    }
    return all;
}

}  // namespace mohur::documents
