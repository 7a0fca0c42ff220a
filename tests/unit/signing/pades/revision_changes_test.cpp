// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/revision_changes_internal.h"

#include "tests/support/pdf_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::pades {
namespace {

using mohur::testing::one_page;
using mohur::testing::PdfBuilder;

struct TwoRevisions {
    pdf::RawFile file;
    pdf::Snapshot before;
};

TwoRevisions open(const Bytes& original, const Bytes& updated) {
    auto file = pdf::RawFile::open(std::make_shared<MemorySource>(updated), {});
    auto before = file->snapshot(original.size());
    return {std::move(*file), std::move(*before)};
}

TEST(ChangesBetween, ListsWhatWasAddedReplacedAndRemoved) {
    auto first = one_page();
    first.object(7, "(same)").object(8, "(old)").object(9, "(gone)");
    const auto original = first.finish();
    PdfBuilder second{original, first.xref()};
    const auto updated =
        second.object(7, "(same)").object(8, "(new)").object(10, "(added)").entry(9, 0).finish();
    const auto both = open(original, updated);
    const auto changes = changes_between(both.before, both.file.current());
    ASSERT_TRUE(changes);
    EXPECT_EQ(changes->objects.size(), 3U);
    EXPECT_EQ(changes->find(7), nullptr) << "written again with the same value";
    EXPECT_TRUE(changes->find(8)->existed && changes->find(8)->exists);
    EXPECT_TRUE(changes->find(9)->existed && !changes->find(9)->exists);
    EXPECT_TRUE(!changes->find(10)->existed && changes->find(10)->exists);
    EXPECT_FALSE(changes->prepared_traps);
}

TEST(ChangesBetween, ComparesTheDataOfStreams) {
    for (const bool same : {true, false}) {
        auto first = one_page();
        const auto original = first.finish();
        PdfBuilder second{original, first.xref()};
        const auto updated =
            second.stream(4, "", same ? "0 0 m 100 100 l S" : "0 0 m 100 200 l S").finish();
        const auto both = open(original, updated);
        EXPECT_EQ(changes_between(both.before, both.file.current())->objects.empty(), same);
    }
}

TEST(ChangesBetween, SeesWhatAnUpdateWithoutHistoryDrops) {
    auto first = one_page();
    const auto original = first.object(7, "(dropped)").finish();
    // The update lists all that is left and has no /Prev.
    PdfBuilder second{original, 0};
    for (unsigned number = 1; number <= 4; ++number) {
        second.entry(number, first.offset(number));
    }
    const auto both = open(original, second.finish());
    const auto changes = changes_between(both.before, both.file.current());
    ASSERT_EQ(changes->objects.size(), 1U);
    EXPECT_FALSE(changes->find(7)->exists);
}

TEST(ChangesBetween, FindsAnEntryThatWaitedForItsOctets) {
    auto first = one_page();
    first.entry(50, 60'000);
    const auto original = first.finish();
    PdfBuilder second{original, first.xref()};
    const auto both = open(original, second.object(60, "(x)").finish());
    EXPECT_TRUE(changes_between(both.before, both.file.current())->prepared_traps);
}

TEST(ReferenceScan, CountsOnlyWhatTheTrailerReaches) {
    auto builder =
        one_page(PdfBuilder::Xref::table, "1.7", "/First 8 0 R /List [8 0 R << /Inner 8 0 R >>]");
    builder.object(8, "(target)").object(9, "<< /Orphan 8 0 R >>");
    const auto file = pdf::RawFile::open(std::make_shared<MemorySource>(builder.finish()), {});
    const auto scan = ReferenceScan::run(file->current(), {8});
    ASSERT_TRUE(scan);
    std::multiset<std::string> keys;
    for (const auto& edge : scan->to(8)) {
        EXPECT_EQ(edge.from, 1U);
        keys.insert(edge.key);
    }
    EXPECT_EQ(keys, (std::multiset<std::string>{"First", "List", "Inner"}));
    EXPECT_TRUE(scan->to(9).empty());
}

TEST(ReferenceScan, FindsAnObjectAcrossTheEndOfARevision) {
    auto builder = one_page();
    const auto begin = builder.offset(4);
    const auto file = pdf::RawFile::open(std::make_shared<MemorySource>(builder.finish()), {});
    const auto scan = ReferenceScan::run(file->current(), {});
    ASSERT_TRUE(scan);
    EXPECT_FALSE(scan->straddles(begin));
    EXPECT_TRUE(scan->straddles(begin + 1));
}

}  // namespace
}  // namespace mohur::signing::pades
