// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/byte_target.h"

#include <gtest/gtest.h>

#include <sys/mman.h>

namespace mohur {
namespace {

TEST(MemoryTarget, FillsTheGapBeforeALaterWrite) {
    MemoryTarget target;
    ASSERT_TRUE(target.write_at(2, as_bytes("cd")));
    ASSERT_TRUE(target.write_at(0, as_bytes("ab")));
    EXPECT_EQ(as_text(target.bytes()), "abcd");
}

TEST(MemoryTarget, RefusesToGrowAboveItsLimit) {
    MemoryTarget target{4};
    EXPECT_TRUE(target.write_at(0, as_bytes("abcd")));
    EXPECT_EQ(target.write_at(1, as_bytes("abcd")).error().reason, "output-too-large");
    EXPECT_EQ(target.write_at(~0ULL, as_bytes("a")).error().code, ErrorCode::too_large);
}

TEST(FileTarget, ReadsBackWhatWasWritten) {
    FileTarget target{::memfd_create("target", MFD_CLOEXEC)};
    ASSERT_TRUE(target.write_at(0, as_bytes("hello")));
    const auto source = target.read_back();
    ASSERT_TRUE(source);
    EXPECT_EQ(as_text((*source)->read_all(100).value()), "hello");
}

TEST(FileTarget, ReportsADescriptorThatCannotBeWritten) {
    FileTarget target{-1};
    EXPECT_EQ(target.write_at(0, as_bytes("x")).error().code, ErrorCode::unavailable);
}

TEST(Copy, PlacesAllBytesAtTheOffset) {
    const MemorySource from{Bytes(300'000, 7)};
    MemoryTarget to;
    EXPECT_EQ(copy(from, to, 3).value(), 300'003U);
    EXPECT_EQ(to.bytes().size(), 300'003U);
    EXPECT_EQ(to.bytes().back(), 7);
}

}  // namespace
}  // namespace mohur
