// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/incremental_update.h"

#include "tests/support/command.h"
#include "tests/support/pdf_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

using mohur::testing::one_page;
using mohur::testing::PdfBuilder;

const Bytes kRenewed(16, 0xAB);

class UpdateOfEveryKind : public ::testing::TestWithParam<PdfBuilder::Xref> {};
INSTANTIATE_TEST_SUITE_P(IncrementalUpdate, UpdateOfEveryKind,
                         ::testing::Values(PdfBuilder::Xref::table, PdfBuilder::Xref::stream));

TEST_P(UpdateOfEveryKind, AppendsOnlyWhatChangesInTheSameKind) {
    auto builder = one_page(GetParam(), "1.5");
    builder.object(5, "<< /Title (t) >>");
    const auto original = builder.finish("/Root 1 0 R /Info 5 0 R /ID [<11> <22>]");
    const MemorySource source{original};
    auto update = IncrementalUpdate::open(source, {});
    ASSERT_TRUE(update) << update.error().detail;
    const auto id = update->reserve();
    update->set_stream(id, {}, as_bytes("new data"));
    const auto catalog = update->before().catalog();
    update->set({1, 0}, Object{catalog->with("Extra", Object{id})});
    const auto written = update->write(kRenewed);
    ASSERT_TRUE(written) << written.error().detail;

    ASSERT_GT(written->bytes.size(), original.size());
    EXPECT_TRUE(equal(BytesView{written->bytes}.first(original.size()), original));
    const auto file = RawFile::open(std::make_shared<MemorySource>(written->bytes), {});
    ASSERT_TRUE(file);
    const auto& newest = *file->current().sections().front();
    EXPECT_EQ(newest.kind == XrefSection::Kind::table, GetParam() == PdfBuilder::Xref::table);
    EXPECT_EQ(newest.previous, builder.xref());
    EXPECT_EQ(newest.entries.size(), GetParam() == PdfBuilder::Xref::table ? 2U : 3U);
    EXPECT_EQ(to_syntax(*newest.trailer.find("Info")), "5 0 R");
    EXPECT_EQ(to_syntax(*newest.trailer.find("ID")), "[ <11> <abababababababababababababababab> ]");
    const auto stored = file->current().load(id);
    EXPECT_EQ(as_text(*file->current().data(*stored->object.stream())), "new data");
    EXPECT_EQ(stored->begin, written->offsets.at(id));

    const mohur::testing::TemporaryFolder folder;
    const auto check =
        mohur::testing::run("qpdf --check " + folder.write("a.pdf", written->bytes).string());
    EXPECT_EQ(check.status, 0) << check.output;
}

struct Refusal {
    const char* name;
    Bytes bytes;
    const char* reason;
};

std::vector<Refusal> refusals() {
    auto good = one_page();
    const auto bytes = good.finish();
    Bytes shifted = to_bytes(as_bytes("junk\n"));
    append(shifted, bytes);
    std::string wrong_start{as_text(bytes)};
    wrong_start.replace(wrong_start.find("startxref\n") + 10, 3, "7  ");
    auto hybrid = one_page();
    const auto base = hybrid.finish();
    PdfBuilder hidden{base, hybrid.xref(), PdfBuilder::Xref::stream};
    const auto with_stream = hidden.object(8, "(hidden)").finish();
    auto encrypted = one_page();
    encrypted.object(5, "<< /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>");
    return {
        {"text", to_bytes(as_bytes("no PDF at all")), "pdf-damaged"},
        {"junk before the header", shifted, "pdf-needs-normalising"},
        {"broken startxref", to_bytes(as_bytes(wrong_start)), "pdf-needs-normalising"},
        {"truncated to nothing of use", Bytes{bytes.begin(), bytes.begin() + 12}, "pdf-damaged"},
        {"encrypted", encrypted.finish("/Root 1 0 R /Encrypt 5 0 R /ID [<11> <22>]"),
         "pdf-encrypted"},
        {"hybrid",
         PdfBuilder{with_stream, hybrid.xref()}.finish("/Root 1 0 R /XRefStm " +
                                                       std::to_string(hidden.xref())),
         "pdf-hybrid"},
    };
}

TEST(IncrementalUpdate, RefusesWhatItCouldNotUpdateFaithfully) {
    for (const auto& refusal : refusals()) {
        const MemorySource source{refusal.bytes};
        const auto update = IncrementalUpdate::open(source, {});
        ASSERT_FALSE(update) << refusal.name;
        EXPECT_EQ(update.error().reason, refusal.reason)
            << refusal.name << ": " << update.error().detail;
    }
}

TEST(IncrementalUpdate, LimitOfTheFileIsExact) {
    const MemorySource source{one_page().finish()};
    Limits limits;
    limits.pdf_bytes = source.size();
    EXPECT_TRUE(IncrementalUpdate::open(source, limits));
    limits.pdf_bytes = source.size() - 1;
    EXPECT_EQ(IncrementalUpdate::open(source, limits).error().code, ErrorCode::too_large);
}

TEST(IncrementalUpdate, KeepsTheGenerationOfAReplacedObject) {
    auto builder = one_page();
    const auto bytes = builder.finish();
    const MemorySource source{bytes};
    auto update = IncrementalUpdate::open(source, {});
    ASSERT_TRUE(update);
    // Our scanner says that 3 has generation 0; a replacement under another one is no replacement.
    update->set({3, 7}, Object{true});
    EXPECT_FALSE(update->write(kRenewed));
}

}  // namespace
}  // namespace mohur::signing::pdf
