// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/new_file.h"

#include "tests/support/command.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

std::size_t files_in(const testing::TemporaryFolder& folder) {
    return static_cast<std::size_t>(std::distance(
        std::filesystem::directory_iterator{folder.path()}, std::filesystem::directory_iterator{}));
}

TEST(NewFile, AppearsWhenItIsPublished) {
    const testing::TemporaryFolder folder;
    auto file = NewFile::create(folder / "out");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->target()->write_at(0, as_bytes("whole")));
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
    ASSERT_TRUE(file->publish());
    EXPECT_EQ(as_text(testing::read_file(folder / "out")), "whole");
    EXPECT_EQ(files_in(folder), 1U);
}

TEST(NewFile, LeavesTheOldFileWhenItIsNotPublished) {
    const testing::TemporaryFolder folder;
    folder.write("out", as_bytes("old"));
    {
        auto file = NewFile::create(folder / "out");
        ASSERT_TRUE(file);
        ASSERT_TRUE(file->target()->write_at(0, as_bytes("half")));
        const auto moved = std::move(*file);
    }
    EXPECT_EQ(as_text(testing::read_file(folder / "out")), "old");
    EXPECT_EQ(files_in(folder), 1U);
}

TEST(NewFile, ReplacesTheOldFileAtOnce) {
    const testing::TemporaryFolder folder;
    folder.write("out", as_bytes("a longer old file"));
    auto file = NewFile::create(folder / "out");
    ASSERT_TRUE(file->target()->write_at(0, as_bytes("new")));
    ASSERT_TRUE(file->publish());
    EXPECT_EQ(as_text(testing::read_file(folder / "out")), "new");
}

TEST(NewFile, ReportsAFolderThatIsNotThere) {
    EXPECT_EQ(NewFile::create("/nonexistent/out").error().reason, "file-write-failed");
    EXPECT_EQ(NewFile::create("").error().reason, "file-write-failed");
}

}  // namespace
}  // namespace mohur::server
