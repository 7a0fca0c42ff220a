// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/consignment_packer.h"

#include <gtest/gtest.h>

#include <set>

namespace mohur::server {
namespace {

using documents::File;
using documents::FileRole;
using documents::Version;

File file(FileRole role, std::string name) {
    File one;
    one.role = role;
    one.name = std::move(name);
    return one;
}

TEST(ConsignedFiles, AreTheSignedPaperAndItsAnnexes) {
    Version version;
    version.files = {file(FileRole::annex, "a.txt"), file(FileRole::facts, "facts.json"),
                     file(FileRole::verification_report, "verdict.json"),
                     file(FileRole::signed_paper, "signed.pdf"), file(FileRole::main, "draft.pdf")};
    const auto files = consigned_files(version);
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0].name, "signed.pdf");
    EXPECT_EQ(files[1].name, "a.txt");
}

TEST(EntriesFor, AreDistinctWhateverTheNamesAre) {
    const auto entries = entries_for(
        {file(FileRole::signed_paper, "letter.pdf"), file(FileRole::annex, "letter.pdf"),
         file(FileRole::annex, "LETTER.pdf"), file(FileRole::annex, "letter.pdf"),
         file(FileRole::annex, "consignment.json"), file(FileRole::annex, "mimetype")});
    std::set<std::string> names{std::string{kNoteEntry}, "mimetype"};
    for (const auto& one : entries) {
        EXPECT_TRUE(names.insert(one.entry).second) << one.entry;
    }
    EXPECT_EQ(entries[0].role, FileRole::main);
    EXPECT_EQ(entries[2].name, "LETTER.pdf") << "people read the names they know";
}

}  // namespace
}  // namespace mohur::server
