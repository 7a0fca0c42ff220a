// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/audit/merkle_proof.h"

#include <bit>

namespace mohur::documents {

Result<Bytes> root_of(const InclusionProof& proof, BytesView data) {
    if (proof.leaf_index >= proof.tree_size) {
        return Error::malformed("proof-invalid");
    }
    auto place = proof.leaf_index;
    auto last = proof.tree_size - 1;
    auto hash = merkle_leaf(data);
    for (const auto& sibling : proof.path) {
        if (last == 0) {
            return Error::malformed("proof-invalid");
        }
        const bool is_right = (place & 1U) != 0;
        hash = is_right || place == last ? merkle_node(sibling, hash) : merkle_node(hash, sibling);
        // RFC 9162 2.1.3.2 step 4.2: the last leaf of a tree that is not full rises without one.
        while (!is_right && place == last && (place & 1U) == 0 && place != 0) {
            place >>= 1U;
            last >>= 1U;
        }
        place >>= 1U;
        last >>= 1U;
    }
    return last == 0 ? Result<Bytes>{std::move(hash)}
                     : Result<Bytes>{Error::malformed("proof-invalid")};
}

MerkleProver::Subtree MerkleProver::join(const Subtree& left, const Subtree& right, Paths& paths) {
    for (const auto leaf : left.leaves) {
        paths[leaf].push_back(right.hash);
    }
    for (const auto leaf : right.leaves) {
        paths[leaf].push_back(left.hash);
    }
    Subtree whole{merkle_node(left.hash, right.hash), left.leaves};
    whole.leaves.insert(whole.leaves.end(), right.leaves.begin(), right.leaves.end());
    return whole;
}

void MerkleProver::append_leaf(BytesView data) {
    Subtree leaf{merkle_leaf(data), {}};
    if (wanted_.contains(size_)) {
        leaf.leaves.push_back(size_);
        paths_[size_];
    }
    subtrees_.push_back(std::move(leaf));
    ++size_;
    for (auto trailing = std::countr_zero(size_); trailing > 0; --trailing) {
        const auto right = std::move(subtrees_.back());
        subtrees_.pop_back();
        subtrees_.back() = join(subtrees_.back(), right, paths_);
    }
}

Bytes MerkleProver::root() const {
    Paths unused;
    if (subtrees_.empty()) {
        return MerkleFrontier{}.root();
    }
    auto whole = subtrees_.back();
    for (auto i = subtrees_.size() - 1; i-- > 0;) {
        whole = join(subtrees_[i], whole, unused);
    }
    return whole.hash;
}

std::map<std::uint64_t, InclusionProof> MerkleProver::proofs() const {
    auto paths = paths_;
    auto whole = subtrees_.empty() ? Subtree{} : subtrees_.back();
    for (auto i = subtrees_.size(); i > 1; --i) {
        whole = join(subtrees_[i - 2], whole, paths);
    }
    std::map<std::uint64_t, InclusionProof> all;
    for (auto& [leaf, path] : paths) {
        all[leaf] = {leaf, size_, std::move(path)};
    }
    return all;
}

}  // namespace mohur::documents
