// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/hash.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

struct Vector {
    DigestAlgorithm algorithm;
    const char* of_abc;
};

// FIPS 180-4 and FIPS 202 example values; RFC 1321; the RIPEMD-160 paper.
const Vector kVectors[] = {
    {DigestAlgorithm::md5, "900150983cd24fb0d6963f7d28e17f72"},
    {DigestAlgorithm::sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {DigestAlgorithm::ripemd160, "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"},
    {DigestAlgorithm::sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
    {DigestAlgorithm::sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {DigestAlgorithm::sha384,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c82"
     "5"
     "a7"},
    {DigestAlgorithm::sha512,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "b"
     "bd454d4423643ce80e2a9ac94fa54ca49f"},
    {DigestAlgorithm::sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"},
    {DigestAlgorithm::sha3_384,
     "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376"
     "d"
     "25"},
    {DigestAlgorithm::sha3_512,
     "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e39"
     "3"
     "4057340b4cf408d5a56592f8274eec53f0"},
};

class HashVector : public ::testing::TestWithParam<Vector> {};

TEST_P(HashVector, MatchesThePublishedValue) {
    EXPECT_EQ(to_hex(digest_of(GetParam().algorithm, as_bytes("abc")).value), GetParam().of_abc);
}
INSTANTIATE_TEST_SUITE_P(Hash, HashVector, ::testing::ValuesIn(kVectors), [](const auto& vector) {
    std::string name{to_string(vector.param.algorithm)};
    std::erase(name, '-');
    return name;
});

TEST(Hasher, PiecesEqualTheWhole) {
    Hasher hasher{DigestAlgorithm::sha256};
    hasher.update(as_bytes("a"));
    hasher.update({});
    hasher.update(as_bytes("bc"));
    EXPECT_EQ(hasher.finish(), digest_of(DigestAlgorithm::sha256, as_bytes("abc")));
}

TEST(Hash, ReadsASourceLargerThanOnePiece) {
    const Bytes data(600'001, 0x5A);
    const auto digest = digest_of(DigestAlgorithm::sha256, MemorySource{data});
    ASSERT_TRUE(digest);
    EXPECT_EQ(*digest, digest_of(DigestAlgorithm::sha256, data));
}

/// Claims more bytes than it has, as a file that shrinks while it is read.
class ShrunkSource final : public ByteSource {
public:
    [[nodiscard]] std::uint64_t size() const noexcept override { return 10; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override {
        if (offset > 0) {
            return std::size_t{0};
        }
        out[0] = 1;
        return std::size_t{1};
    }
};

TEST(Hash, RefusesASourceThatEndsEarly) {
    const auto digest = digest_of(DigestAlgorithm::sha256, ShrunkSource{});
    ASSERT_FALSE(digest);
    EXPECT_EQ(digest.error().reason, "truncated");
}

}  // namespace
}  // namespace mohur::signing
