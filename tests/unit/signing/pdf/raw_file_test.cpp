// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/raw_file.h"

#include "tests/support/pdf_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

using testing::one_page;
using testing::PdfBuilder;

Result<RawFile> open(Bytes bytes, const Limits& limits = {}) {
    return RawFile::open(std::make_shared<MemorySource>(std::move(bytes)), limits);
}

Object object_of(const Snapshot& view, std::uint32_t number) {
    const auto stored = view.load({number, 0});
    return stored ? stored->object : Object{};
}

class RawFileOfEveryKind : public ::testing::TestWithParam<PdfBuilder::Xref> {};
INSTANTIATE_TEST_SUITE_P(RawFile, RawFileOfEveryKind,
                         ::testing::Values(PdfBuilder::Xref::table, PdfBuilder::Xref::stream));

TEST_P(RawFileOfEveryKind, ShowsEachRevisionAsAReaderOfItsTimeSawIt) {
    auto first = one_page(GetParam());
    const auto original = first.finish();
    PdfBuilder second{original, first.xref(), GetParam()};
    const auto updated = second.object(4, "(changed)").object(9, "(added)").entry(2, 0).finish();

    const auto file = open(updated);
    ASSERT_TRUE(file) << file.error().detail;
    EXPECT_TRUE(file->header_at_start());
    EXPECT_EQ(file->revision_ends(), (std::vector<std::uint64_t>{original.size(), updated.size()}));
    EXPECT_EQ(file->current().sections().size(), 2U);
    EXPECT_EQ(to_syntax(object_of(file->current(), 4)), "(changed)");
    EXPECT_TRUE(object_of(file->current(), 2).is_null());

    const auto before = file->snapshot(original.size());
    ASSERT_TRUE(before);
    EXPECT_NE(object_of(*before, 4).stream(), nullptr);
    EXPECT_TRUE(object_of(*before, 9).is_null());
    EXPECT_NE(object_of(*before, 2).dictionary(), nullptr);
}

TEST(RawFile, ReadsHybridSectionsAndSaysSo) {
    auto first = one_page();
    const auto original = first.finish();
    PdfBuilder hidden{original, first.xref(), PdfBuilder::Xref::stream};
    const auto with_stream = hidden.object(8, "(hidden)").finish();
    PdfBuilder table{with_stream, first.xref()};
    const auto hybrid = table.finish("/Root 1 0 R /XRefStm " + std::to_string(hidden.xref()));
    const auto file = open(hybrid);
    ASSERT_TRUE(file) << file.error().detail;
    EXPECT_TRUE(file->current().hybrid());
    EXPECT_EQ(to_syntax(object_of(file->current(), 8)), "(hidden)");
}

struct Damage {
    const char* name;
    Bytes bytes;
};

TEST(RawFile, NamesDamageInsteadOfRepairingIt) {
    auto good = one_page();
    const auto bytes = good.finish();
    const std::string text{as_text(bytes)};
    const auto with = [&](const std::string& from, const std::string& to) {
        auto changed = text;
        changed.replace(changed.find(from), from.size(), to);
        return to_bytes(as_bytes(changed));
    };
    const Damage cases[] = {
        {"empty", {}},
        {"truncated", Bytes{bytes.begin(), bytes.begin() + 200}},
        {"startxref outside",
         with("startxref\n" + std::to_string(good.xref()), "startxref\n999999")},
        {"startxref into an object",
         with("startxref\n" + std::to_string(good.xref()), "startxref\n20")},
        {"bad line", with("00000 n", "0000x n")},
        {"circle", with("/Size 5", "/Size 5 /Prev " + std::to_string(good.xref()))},
        {"negative /Prev", with("/Size 5", "/Size 5 /Prev -1")},
        {"repeated trailer key", with("/Size 5", "/Size 5 /Root 3 0 R")},
        {"huge subsection", with("0 1\n", "0 99999999999999\n")},
        {"number over all bounds", with("0 1\n", "99999999999999 1\n")},
    };
    for (const auto& damage : cases) {
        const auto file = open(damage.bytes);
        ASSERT_FALSE(file) << damage.name;
        EXPECT_TRUE(file.error().code == ErrorCode::malformed ||
                    file.error().code == ErrorCode::too_large)
            << damage.name;
    }
}

TEST(RawFile, EntryThatLiesIsDamageOnlyForThatObject) {
    auto builder = one_page();
    const auto bytes = builder.entry(4, builder.offset(3)).finish();
    const auto file = open(bytes);
    ASSERT_TRUE(file);
    EXPECT_FALSE(file->current().load({4, 0}));
    EXPECT_TRUE(file->current().load({3, 0}));
    EXPECT_TRUE(file->current().load({3, 1})->object.is_null())
        << "another generation is another object";
    EXPECT_TRUE(file->current().load({77, 0})->object.is_null());
}

TEST(RawFile, LimitsBoundRevisionsAndObjects) {
    auto first = one_page();
    auto bytes = first.finish();
    auto previous = first.xref();
    for (int i = 0; i < 3; ++i) {
        PdfBuilder next{bytes, previous};
        bytes = next.object(4, "(x)").finish();
        previous = next.xref();
    }
    Limits few;
    few.pdf_revisions = 3;
    EXPECT_EQ(open(bytes, few).error().detail, "pdf-revisions");
    few.pdf_revisions = 4;
    EXPECT_TRUE(open(bytes, few));
    few.pdf_objects = 3;
    EXPECT_EQ(open(bytes, few).error().detail, "pdf-objects");
    few = {};
    few.pdf_bytes = bytes.size() - 1;
    EXPECT_EQ(open(bytes, few).error().detail, "pdf-bytes");
}

TEST(RawFile, ReadsObjectStreams) {
    PdfBuilder builder{PdfBuilder::Xref::table};
    const std::string inside = "7 0 8 3 (a)(b)";
    builder.object(1, "<< /Type /Catalog >>").stream(5, "/Type /ObjStm /N 2 /First 8", inside);
    const auto stream_offset = builder.size();
    // Rows: object 1 and 5 in the file, 7 and 8 in stream 5, then the section itself.
    const auto row = [](char kind, std::uint64_t second, char third) {
        std::string out{kind};
        for (int shift = 24; shift >= 0; shift -= 8) {
            out += static_cast<char>((second >> shift) & 0xFFU);
        }
        return out + third;
    };
    const std::string rows =
        row(1, builder.offset(1), 0) + row(1, builder.offset(5), 0) + row(2, 5, 0) + row(2, 5, 1);
    builder.stream(9, "/Type /XRef /Root 1 0 R /Size 10 /W [1 4 1] /Index [1 1 5 1 7 2]", rows);
    builder.raw("startxref\n" + std::to_string(stream_offset) + "\n%%EOF\n");
    static_cast<void>(builder);
    const auto text = builder.size();
    ASSERT_GT(text, stream_offset);
    PdfBuilder same = builder;
    const auto all = same.finish();
    const auto file = open(Bytes{all.begin(), all.begin() + static_cast<std::ptrdiff_t>(text)});
    ASSERT_TRUE(file) << file.error().detail;
    EXPECT_EQ(to_syntax(object_of(file->current(), 7)), "(a)");
    EXPECT_EQ(to_syntax(object_of(file->current(), 8)), "(b)");
    EXPECT_EQ(file->current().load({7, 0})->begin, 0U);
}

TEST(RawFile, FindsTextAcrossPieces) {
    Bytes bytes((2U << 20U) + 100, ' ');
    auto tail = one_page().finish();
    const std::string needle = "/ByteRange";
    for (const std::size_t at : {std::size_t{5}, (std::size_t{1} << 20U) - 4}) {
        std::ranges::copy(needle, bytes.begin() + static_cast<std::ptrdiff_t>(at));
    }
    append(bytes, tail);
    // The scan is over octets; cross-references of the shifted tail are wrong, so only `find_all`
    // is asked.
    PdfBuilder builder{bytes, 0};
    auto whole = builder.object(1, "<< >>").finish();
    const auto file = open(whole);
    ASSERT_TRUE(file) << file.error().detail;
    EXPECT_EQ(*file->find_all(needle, 10), (std::vector<std::uint64_t>{5, (1U << 20U) - 4}));
    EXPECT_EQ(file->find_all(needle, 1).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace mohur::signing::pdf
