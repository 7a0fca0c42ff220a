// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/archive_finish.h"

#include "signing/pdf/raw_file.h"
#include "signing/pdf/srgb_profile_internal.h"
#include "tests/support/command.h"
#include "tests/support/pdf_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

using mohur::testing::have_command;
using mohur::testing::one_page;
using mohur::testing::run;
using mohur::testing::TemporaryFolder;

PdfaMetadata metadata() {
    return {"Arayış № 12 & <ek>", "az", "Əmək Nazirliyi", "İş yeri",
            *parse_rfc3339("2026-11-21T14:32:00.5Z")};
}

std::vector<Attachment> facts() {
    return {{"facts.xml", "application/xml", to_bytes(as_bytes("<facts/>")), "Data", "Faktlar"}};
}

Snapshot snapshot_of(const Bytes& bytes) {
    return RawFile::open(std::make_shared<MemorySource>(bytes), {})->current();
}

TEST(FinishPdfa3, SaysInXmpAndInfoTheSame) {
    const auto finished = finish_pdfa3(one_page().finish(), metadata(), facts());
    ASSERT_TRUE(finished) << finished.error().detail;
    const auto view = snapshot_of(*finished);
    const auto catalog = *view.catalog();
    const auto xmp_stream = *view.value(catalog, "Metadata");
    ASSERT_NE(xmp_stream.stream(), nullptr);
    EXPECT_EQ(xmp_stream.stream()->dictionary.find("Filter"), nullptr)
        << "XMP must be readable without a filter";
    const auto octets = *view.data(*xmp_stream.stream());
    const std::string xmp{as_text(octets)};
    for (const auto* part : {"<pdfaid:part>3<", "<pdfaid:conformance>B<",
                             "xml:lang=\"az\">Arayış № 12 &amp; &lt;ek&gt;<",
                             "<rdf:li>Əmək Nazirliyi<", "<xmp:CreateDate>2026-11-21T14:32:00Z<"}) {
        EXPECT_NE(xmp.find(part), std::string::npos) << part;
    }
    const auto information = *view.value(view.trailer(), "Info");
    EXPECT_EQ(text_of(*information.dictionary()->find("Title")->string()), metadata().title);
    EXPECT_EQ(text_of(*information.dictionary()->find("CreationDate")->string()),
              "D:20261121143200Z");
    EXPECT_EQ(view.trailer().find("ID")->array()->size(), 2U);
    EXPECT_EQ(text_of(*catalog.find("Lang")->string()), "az");
}

TEST(FinishPdfa3, AttachesFilesWithTheirRelationship) {
    const auto finished = finish_pdfa3(one_page().finish(), metadata(), facts());
    ASSERT_TRUE(finished);
    const auto view = snapshot_of(*finished);
    const auto associated = *view.value(*view.catalog(), "AF");
    ASSERT_EQ(associated.array()->size(), 1U);
    const auto specification = *view.resolve(associated.array()->front());
    EXPECT_TRUE(specification.dictionary()->find("AFRelationship")->is_name("Data"));
    const TemporaryFolder folder;
    const auto path = folder.write("a.pdf", *finished).string();
    EXPECT_EQ(run("qpdf --show-attachment=facts.xml " + path).output, "<facts/>");
    const auto check = run("qpdf --check " + path);
    EXPECT_EQ(check.status, 0) << check.output;
}

TEST(FinishPdfa3, GivesTheSameOctetsEachTime) {
    const auto input = one_page().finish();
    EXPECT_EQ(*finish_pdfa3(input, metadata(), facts()), *finish_pdfa3(input, metadata(), facts()));
}

TEST(FinishPdfa3, TurnsInterpolationOff) {
    auto builder = one_page();
    builder.stream(9,
                   "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                   "/ColorSpace /DeviceGray /Interpolate true",
                   "x");
    const auto finished = finish_pdfa3(builder.finish("/Root 1 0 R /Kept 9 0 R"), metadata(), {});
    ASSERT_TRUE(finished);
    EXPECT_EQ(as_text(*finished).find("/Interpolate true"), std::string_view::npos);
    EXPECT_NE(as_text(*finished).find("/Interpolate false"), std::string_view::npos);
}

TEST(FinishPdfa3, NamesWhatIsMissing) {
    const auto input = one_page().finish();
    auto no_title = metadata();
    no_title.title.clear();
    EXPECT_EQ(finish_pdfa3(input, no_title, {}).error().reason, "pdfa-metadata");
    auto no_language = metadata();
    no_language.language.clear();
    EXPECT_EQ(finish_pdfa3(input, no_language, {}).error().reason, "pdfa-metadata");
    auto control = metadata();
    control.title = "a\nb";
    EXPECT_EQ(finish_pdfa3(input, control, {}).error().reason, "pdfa-metadata");
    for (const Attachment& bad :
         {Attachment{"../x", "a/b", {}, "Data", ""}, Attachment{"", "a/b", {}, "Data", ""},
          Attachment{"x", "text", {}, "Data", ""}, Attachment{"x", "a/b", {}, "Other", ""}}) {
        EXPECT_EQ(finish_pdfa3(input, metadata(), {bad}).error().reason, "pdfa-attachment")
            << bad.name;
    }
    const Attachment twice{"x", "a/b", {}, "Data", ""};
    EXPECT_EQ(finish_pdfa3(input, metadata(), {twice, twice}).error().reason, "pdfa-attachment");
    EXPECT_EQ(finish_pdfa3(as_bytes("no PDF"), metadata(), {}).error().reason, "pdf-damaged");
}

TEST(SrgbProfile, HasTheShapeOfAnIccProfile) {
    const auto profile = srgb_profile();
    const auto u32 = [&](std::size_t at) {
        return (std::uint32_t{profile[at]} << 24U) | (std::uint32_t{profile[at + 1]} << 16U) |
               (std::uint32_t{profile[at + 2]} << 8U) | profile[at + 3];
    };
    EXPECT_EQ(u32(0), profile.size());
    EXPECT_EQ(as_text(profile).substr(12, 12), "mntrRGB XYZ ");
    EXPECT_EQ(as_text(profile).substr(36, 4), "acsp");
    ASSERT_EQ(u32(128), 9U);
    for (std::size_t tag = 0; tag < 9; ++tag) {
        const auto offset = u32(132 + tag * 12 + 4);
        EXPECT_EQ(offset % 4, 0U);
        EXPECT_LE(offset + u32(132 + tag * 12 + 8), profile.size());
    }
}

/// Ghostscript's colour management (lcms2) is the outside reader of the profile: white stays white.
TEST(SrgbProfile, IsUnderstoodByAnOutsideColourEngine) {
    if (!have_command("gs")) {
        GTEST_SKIP() << "ghostscript is not installed";
    }
    const TemporaryFolder folder;
    const auto profile = folder.write("srgb.icc", srgb_profile());
    auto builder = one_page();
    builder.stream(4, "", "1 0 0 rg 0 0 595 842 re f");
    const auto in = folder.write("in.pdf", builder.finish());
    const auto out = folder / "out.ppm";
    const auto drawn =
        run("gs -q -dBATCH -dNOPAUSE -sDEVICE=ppmraw -r10 --permit-file-read=" + profile.string() +
            " -sDefaultRGBProfile=" + profile.string() + " -sOutputICCProfile=" + profile.string() +
            " -o " + out.string() + " " + in.string());
    ASSERT_EQ(drawn.status, 0) << drawn.output;
    EXPECT_EQ(drawn.output, "");
    const auto image = mohur::testing::read_file(out);
    ASSERT_GT(image.size(), 100U);
    EXPECT_EQ((Bytes{image.end() - 3, image.end()}), (Bytes{255, 0, 0}));
}

}  // namespace
}  // namespace mohur::signing::pdf
