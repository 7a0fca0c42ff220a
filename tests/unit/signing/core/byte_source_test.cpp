// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/byte_source.h"

#include <gtest/gtest.h>

namespace mohur {
namespace {

std::shared_ptr<const ByteSource> letters() {
    return std::make_shared<MemorySource>(to_bytes(as_bytes("abcdefgh")));
}

TEST(SliceSource, ShowsItsPartAndNoMore) {
    const auto slice = SliceSource::create(letters(), 2, 3).value();
    EXPECT_EQ(slice->size(), 3U);
    EXPECT_EQ(as_text(slice->read_all(10).value()), "cde");
    Bytes room(8);
    EXPECT_EQ(slice->read_at(1, room).value(), 2U);
    EXPECT_EQ(slice->read_at(3, room).value(), 0U);
    EXPECT_EQ(slice->read_at(~0ULL, room).value(), 0U);
}

TEST(SliceSource, MayBeEmptyAtTheEnd) {
    EXPECT_EQ(SliceSource::create(letters(), 8, 0).value()->size(), 0U);
}

struct Outside {
    std::uint64_t offset, size;
};
class SliceOutside : public ::testing::TestWithParam<Outside> {};
TEST_P(SliceOutside, IsRefused) {
    const auto slice = SliceSource::create(letters(), GetParam().offset, GetParam().size);
    ASSERT_FALSE(slice);
    EXPECT_EQ(slice.error().reason, "truncated");
}
INSTANTIATE_TEST_SUITE_P(SliceSource, SliceOutside,
                         ::testing::Values(Outside{7, 2}, Outside{9, 0}, Outside{1, ~0ULL},
                                           Outside{~0ULL, ~0ULL}));

}  // namespace
}  // namespace mohur
