// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/signature_mark.h"

#include "tests/support/command.h"

#include <gmock/gmock.h>

namespace mohur::templates {
namespace {

using mohur::testing::run;
using mohur::testing::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::Not;

SignatureMark sample(const std::string& language = "az") {
    return {language,
            "Həsənova Nigar Tofiq qızı",
            "Şöbə müdiri",
            "Təsdiq edirəm",
            "22.11.2026 10:45 (UTC+04:00)",
            "https://mohur.example/v/K7QF-3M9P-2XRA",
            {}};
}

/// Eight by eight pixels, every second one half transparent.
Bytes png() {
    return *from_base64(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAGklEQVR42mOQNNryH4gbcNEM+CRB"
        "NMOwMAEARC9voeVxakQAAAAASUVORK5CYII=");
}

std::string judged(const Bytes& pdf, const std::string& command) {
    const TemporaryFolder folder;
    folder.write("mark.pdf", pdf);
    return run("cd " + folder.path().string() + " && " + command).output;
}

std::string reason(const SignatureMark& mark, double width = 200, double height = 70) {
    const auto drawn = draw_signature_mark(mark, width, height);
    return drawn ? "" : drawn.error().reason;
}

TEST(SignatureMark, SaysWhoWhenAndWhyInThreeLanguages) {
    const std::pair<const char*, const char*> kHeadings[] = {
        {"az", "Elektron imza ilə təsdiqlənib"},
        {"en", "Signed electronically"},
        {"ru", "Подписано электронной подписью"}};
    for (const auto& [language, heading] : kHeadings) {
        const auto pdf = draw_signature_mark(sample(language), 220, 80);
        ASSERT_TRUE(pdf) << pdf.error().reason << pdf.error().detail;
        const auto text = judged(*pdf, "pdftotext mark.pdf - | tr '\\n' ' '");
        for (const auto* part : {heading, "Həsənova Nigar", "Şöbə müdiri", "22.11.2026 10:45"}) {
            EXPECT_THAT(text, HasSubstr(part));
        }
    }
}

TEST(SignatureMark, EmbedsItsFontsAsSubsets) {
    const auto fonts = judged(*draw_signature_mark(sample("ru"), 220, 80), "pdffonts mark.pdf");
    EXPECT_THAT(fonts, HasSubstr("+Noto"));
    EXPECT_THAT(fonts, HasSubstr("yes yes yes"));
    EXPECT_THAT(fonts, Not(HasSubstr("no  no")));
}

TEST(SignatureMark, IsNowhereTransparentNorInterpolated) {
    auto mark = sample();
    mark.image = png();
    const auto pdf = draw_signature_mark(mark, 260, 80);
    ASSERT_TRUE(pdf) << pdf.error().reason;
    const auto text = judged(*pdf, "qpdf --qdf --object-streams=disable mark.pdf -");
    EXPECT_THAT(text, HasSubstr("/Subtype /Image"));
    EXPECT_THAT(text, Not(HasSubstr("/SMask")));
    EXPECT_THAT(text, Not(HasSubstr("/Interpolate true")));
    EXPECT_THAT(text, Not(HasSubstr("/ca 0")));
}

TEST(SignatureMark, IsTheSameAgain) {
    EXPECT_EQ(*draw_signature_mark(sample(), 200, 70), *draw_signature_mark(sample(), 200, 70));
}

TEST(SignatureMark, FitsIntoSmallAndLargePlaces) {
    EXPECT_EQ(reason(sample(), 120, 60), "");
    EXPECT_EQ(reason(sample(), 500, 300), "");
    EXPECT_EQ(reason(sample(), 40, 20), "mark-too-small");
    EXPECT_EQ(reason(sample(), 19, 70), "mark-size-invalid");
    EXPECT_EQ(reason(sample(), 200, 2'001), "mark-size-invalid");
}

TEST(SignatureMark, RefusesWhatItCannotShow) {
    auto mark = sample("de");
    EXPECT_EQ(reason(mark), "template-language");
    mark = sample();
    mark.name = "\xF0\x9F\x98\x80";
    EXPECT_EQ(reason(mark), "glyph-missing");
    mark = sample();
    mark.qr = std::string(3'000, 'x');
    EXPECT_EQ(reason(mark), "qr-too-long");
    mark = sample();
    mark.image = Bytes{1, 2, 3};
    EXPECT_EQ(reason(mark), "image-invalid");
    mark.image = png();
    mark.image.resize(60);
    EXPECT_EQ(reason(mark), "image-invalid");
    mark.image = png();
    mark.image[18] = 0xFF;  // a width of 65,288
    EXPECT_EQ(reason(mark), "image-too-large");
    mark.image = Bytes((2U << 20U) + 1, 0x89);
    EXPECT_EQ(reason(mark), "image-too-large");
}

}  // namespace
}  // namespace mohur::templates
