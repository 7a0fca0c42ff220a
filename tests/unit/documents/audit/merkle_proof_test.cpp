// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/audit/merkle_proof.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

Bytes leaf(std::uint64_t index) {
    return to_bytes(as_bytes("leaf " + std::to_string(index)));
}

std::set<std::uint64_t> up_to(std::uint64_t count) {
    std::set<std::uint64_t> all;
    for (std::uint64_t i = 0; i < count; ++i) {
        all.insert(i);
    }
    return all;
}

constexpr std::uint64_t kLargest = 40;

TEST(MerkleProver, ProvesEveryLeafInEveryTree) {
    MerkleProver prover{up_to(kLargest)};
    MerkleFrontier tree;
    for (std::uint64_t size = 1; size <= kLargest; ++size) {
        prover.append_leaf(leaf(size - 1));
        tree.append_leaf(leaf(size - 1));
        ASSERT_EQ(prover.root(), tree.root());
        const auto proofs = prover.proofs();
        ASSERT_EQ(proofs.size(), size);
        for (const auto& [index, proof] : proofs) {
            const auto root = root_of(proof, leaf(index));
            ASSERT_TRUE(root) << index << " of " << size;
            EXPECT_EQ(*root, tree.root()) << index << " of " << size;
        }
    }
}

TEST(MerkleProver, ProvesOnlyWhatIsWanted) {
    MerkleProver prover{{2, 5, 99}};
    for (std::uint64_t i = 0; i < 6; ++i) {
        prover.append_leaf(leaf(i));
    }
    const auto proofs = prover.proofs();
    ASSERT_EQ(proofs.size(), 2U);
    EXPECT_EQ(proofs.at(5).tree_size, 6U);
    EXPECT_EQ(proofs.at(5).path.size(), 2U) << "its sibling and the four before";
    EXPECT_EQ(MerkleProver{{}}.root(), MerkleFrontier{}.root());
    EXPECT_TRUE(MerkleProver{{0}}.proofs().empty());
}

// The vectors of the reference log (certificate-transparency, merkletree/merkle_tree_test.cc): the
// path of leaf 6 of 8 (there counted from 1) begins with its right neighbour's leaf hash.
TEST(MerkleProver, GivesThePathOfTheReferenceLog) {
    const char* const leaves[] = {"",
                                  "00",
                                  "10",
                                  "2021",
                                  "3031",
                                  "40414243",
                                  "5051525354555657",
                                  "606162636465666768696a6b6c6d6e6f"};
    MerkleProver prover{{5}};
    for (const auto* each : leaves) {
        prover.append_leaf(*from_hex(each));
    }
    const auto path = prover.proofs().at(5).path;
    ASSERT_EQ(path.size(), 3U);
    EXPECT_EQ(to_hex(path[0]), "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    EXPECT_EQ(to_hex(path[1]), "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0");
    EXPECT_EQ(to_hex(path[2]), "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
}

TEST(InclusionProof, LeadsElsewhereAfterAnyChange) {
    MerkleProver prover{{3}};
    for (std::uint64_t i = 0; i < 7; ++i) {
        prover.append_leaf(leaf(i));
    }
    const auto good = prover.proofs().at(3);
    const auto wrong = [&](const InclusionProof& proof, const Bytes& data) {
        const auto root = root_of(proof, data);
        return !root || *root != prover.root();
    };
    EXPECT_FALSE(wrong(good, leaf(3)));
    EXPECT_TRUE(wrong(good, leaf(4)));
    for (std::size_t i = 0; i < good.path.size(); ++i) {
        auto changed = good;
        changed.path[i][0] ^= 1U;
        EXPECT_TRUE(wrong(changed, leaf(3)));
    }
    for (const auto index : {0U, 2U, 4U, 6U, 7U}) {
        auto changed = good;
        changed.leaf_index = index;
        EXPECT_TRUE(wrong(changed, leaf(3))) << index;
    }
    for (const auto size : {0U, 1U, 3U, 4U, 9U, 40U}) {
        auto changed = good;
        changed.tree_size = size;
        EXPECT_TRUE(wrong(changed, leaf(3))) << size;
    }
}

TEST(InclusionProof, MustHaveThePathOfItsPlace) {
    MerkleProver prover{{0}};
    for (std::uint64_t i = 0; i < 4; ++i) {
        prover.append_leaf(leaf(i));
    }
    auto proof = prover.proofs().at(0);
    proof.path.push_back(Bytes(32));
    EXPECT_EQ(root_of(proof, leaf(0)).error().reason, "proof-invalid");
    proof.path.resize(1);
    EXPECT_EQ(root_of(proof, leaf(0)).error().reason, "proof-invalid");
}

}  // namespace
}  // namespace mohur::documents
