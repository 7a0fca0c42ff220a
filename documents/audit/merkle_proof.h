// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/audit/merkle.h"

#include <map>
#include <set>

namespace mohur::documents {

/// That a leaf stands at its place in a tree of a given size (RFC 6962 section 2.1.1): the hashes
/// of the siblings on the way to the root, lowest first. Immutable value.
struct InclusionProof {
    std::uint64_t leaf_index = 0;
    std::uint64_t tree_size = 0;
    std::vector<Bytes> path;
    bool operator==(const InclusionProof&) const = default;
};

/// The root that the proof leads to from the leaf whose data is `data` (RFC 9162 section 2.1.3.2);
/// to be compared with that of the tree's head. `malformed` "proof-invalid" when the path does not
/// fit the place and the size.
[[nodiscard]] Result<Bytes> root_of(const InclusionProof& proof, BytesView data);

/// Finds the paths of some leaves in one pass over all of them, in memory that does not grow with
/// the log. One thread.
class MerkleProver {
public:
    explicit MerkleProver(std::set<std::uint64_t> wanted) : wanted_{std::move(wanted)} {}

    /// The next leaf, from index 0 on.
    void append_leaf(BytesView data);
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] Bytes root() const;
    /// Proofs, by leaf index, of the wanted leaves that are in the tree as it stands.
    [[nodiscard]] std::map<std::uint64_t, InclusionProof> proofs() const;

private:
    using Paths = std::map<std::uint64_t, std::vector<Bytes>>;
    /// A perfect subtree and the wanted leaves below it.
    struct Subtree {
        Bytes hash;
        std::vector<std::uint64_t> leaves;
    };
    static Subtree join(const Subtree& left, const Subtree& right, Paths& paths);

    std::set<std::uint64_t> wanted_;
    std::uint64_t size_ = 0;
    std::vector<Subtree> subtrees_;  ///< largest first
    Paths paths_;
};

}  // namespace mohur::documents
