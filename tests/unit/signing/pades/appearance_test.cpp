// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/appearance.h"

#include "tests/unit/signing/pades/signed_document.h"

#include <gtest/gtest.h>

#include <sstream>

namespace mohur::signing::pades {
namespace {

using mohur::testing::PdfBuilder;
using mohur::testing::read_file;
using mohur::testing::run;

/// 100 by 50 points with a black lower left quarter: which way is up can be seen.
std::shared_ptr<const ByteSource> drawing() {
    PdfBuilder builder;
    builder.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    builder.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    builder.object(3,
                   "<< /Type /Page /Parent 2 0 R /MediaBox [10 10 110 60] /Contents [4 0 R 5 0 "
                   "R] /Resources 6 0 R /Group << /S /Transparency >> >>");
    builder.stream(4, "", "q /G gs 0 g");
    builder.stream(5, "", "10 10 50 25 re f Q");
    builder.object(6, "<< /ExtGState << /G 7 0 R >> >>");
    builder.object(7, "<< /Type /ExtGState /LW 2 /Self 7 0 R >>");
    return std::make_shared<MemorySource>(builder.finish());
}

/// 200 by 300 points with a crop box of 180 by 260, turned.
Bytes page(int rotation, const std::string& catalog = "", const std::string& entries = "") {
    PdfBuilder builder;
    builder.object(1, "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>");
    builder.object(
        2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate " + std::to_string(rotation) + " >>");
    builder.object(3,
                   "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /CropBox [10 20 190 "
                   "280] /Contents 4 0 R /Resources << >> " +
                       entries + " >>");
    builder.stream(4, "", "1 g 0 0 1 1 re f");
    builder.object(10,
                   "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Reis) /F 4 /P 3 0 R /Rect "
                   "[50 100 150 150] >>");
    return builder.finish();
}

SignatureFieldPlan visible(std::optional<PagePlace> place, const std::string& field = "") {
    auto plan = field_plan();
    plan.field_name = field;
    plan.appearance = Appearance{drawing(), "Elektron imza", place};
    return plan;
}

/// A page as poppler shows it, one pixel for each point.
class Shown {
public:
    Shown(const Bytes& file, int number) {
        const mohur::testing::TemporaryFolder folder;
        folder.write("in.pdf", file);
        const auto drawn = run("cd " + folder.path().string() +
                               " && pdftoppm -cropbox -gray -aa no -aaVector no -r 72 -f " +
                               std::to_string(number) + " -l " + std::to_string(number) +
                               " -singlefile in.pdf out");
        EXPECT_EQ(drawn.status, 0) << drawn.output;
        const auto octets = read_file(folder.path() / "out.pgm");
        std::istringstream text{std::string{as_text(octets)}};
        std::string kind;
        std::size_t depth = 0;
        text >> kind >> width >> height >> depth;
        pixels_ = to_bytes(BytesView{octets}.last(width * height));
    }
    [[nodiscard]] bool dark(std::size_t x, std::size_t y) const {
        return pixels_[y * width + x] < 128;
    }
    std::size_t width = 0;
    std::size_t height = 0;

private:
    Bytes pixels_;
};

/// The mark at 40, 30 from the upper left corner, upright, its own size.
void expect_mark(const Shown& shown, std::size_t left, std::size_t top) {
    EXPECT_TRUE(shown.dark(left + 2, top + 47)) << "lower left";
    EXPECT_TRUE(shown.dark(left + 47, top + 27));
    EXPECT_FALSE(shown.dark(left + 53, top + 47)) << "lower right";
    EXPECT_FALSE(shown.dark(left + 2, top + 22)) << "upper left";
    EXPECT_FALSE(shown.dark(left - 3, top + 47)) << "left of it";
    EXPECT_FALSE(shown.dark(left + 2, top + 53)) << "below it";
}

class TurnedPage : public ::testing::TestWithParam<int> {};

TEST_P(TurnedPage, ShowsTheMarkUprightAtItsPlace) {
    const OutsideSigner signer;
    const auto input = page(GetParam());
    const auto file =
        sign_document(signer, input, "-cades", visible(PagePlace{1, false, 40, 30, 100, 50}));
    EXPECT_TRUE(equal(BytesView{file}.first(input.size()), input));
    const Shown shown{file, 1};
    EXPECT_EQ(shown.width, GetParam() % 180 == 0 ? 180U : 260U);
    expect_mark(shown, 40, 30);
    const auto path = signer.folder().write("signed.pdf", file).string();
    EXPECT_EQ(run("qpdf --check " + path).status, 0);
    EXPECT_NE(run("pdfsig -nocert " + path).output.find("Signature is Valid"), std::string::npos);
    EXPECT_TRUE(read_document(file)->signatures.front().intact());
}

TEST_P(TurnedPage, ShowsTheMarkInAPresentField) {
    const OutsideSigner signer;
    const auto input = page(GetParam(), "/AcroForm << /Fields [10 0 R] >>", "/Annots [10 0 R]");
    const auto file = sign_document(signer, input, "-cades", visible({}, "Reis"));
    const Shown shown{file, 1};
    // The field is 100 by 50 in user space, so that the mark is half as large on a turned page.
    std::size_t dark = 0;
    for (std::size_t y = 0; y < shown.height; ++y) {
        for (std::size_t x = 0; x < shown.width; ++x) {
            dark += shown.dark(x, y) ? 1U : 0U;
        }
    }
    EXPECT_NEAR(static_cast<double>(dark), GetParam() % 180 == 0 ? 1250 : 312, 70);
    if (GetParam() == 0) {
        expect_mark(shown, 40, 130);
    }
}

INSTANTIATE_TEST_SUITE_P(Appearance, TurnedPage, ::testing::Values(0, 90, 180, 270));

TEST(Appearance, GoesOnAPageOfItsOwn) {
    const OutsideSigner signer;
    const auto file =
        sign_document(signer, page(90), "-cades", visible(PagePlace{1, true, 40, 30, 100, 50}));
    const Shown shown{file, 2};
    EXPECT_EQ(shown.width, 260U) << "as large as the last one is shown";
    expect_mark(shown, 40, 30);
    EXPECT_TRUE(read_document(file)->signatures.front().intact());
    const auto again = append_signature_field(MemorySource{file},
                                              visible(PagePlace{1, true, 40, 30, 100, 50}), {});
    EXPECT_EQ(again.error().reason, "pdf-new-page-signed");
}

TEST(Appearance, HarmsNoEarlierSignature) {
    const OutsideSigner signer;
    const auto first =
        sign_document(signer, page(0, "/AcroForm << /Fields [10 0 R] >>", "/Annots [10 0 R]"));
    const auto second = sign_document(signer, first, "-cades", visible({}, "Reis"));
    const auto third =
        sign_document(signer, second, "-cades", visible(PagePlace{1, false, 40, 30, 100, 50}));
    const auto facts = read_document(third);
    ASSERT_EQ(facts->signatures.size(), 3U);
    for (const auto& signature : facts->signatures) {
        EXPECT_EQ(signature.pdf_modifications, std::vector<std::string>{});
    }
    const auto over =
        sign_document(signer, third, "-cades", visible(PagePlace{1, false, 50, 40, 100, 50}));
    EXPECT_EQ(read_document(over)->signatures.front().pdf_modifications,
              std::vector<std::string>{});
    EXPECT_EQ(read_document(over)->signatures[2].pdf_modifications,
              std::vector<std::string>{"annotation-overlap"});
}

TEST(Appearance, BringsNoColourThatDependsOnADevice) {
    const OutsideSigner signer;
    const auto file =
        sign_document(signer, page(0), "-cades", visible(PagePlace{1, false, 40, 30, 100, 50}));
    const auto text = std::string{as_text(file)};
    EXPECT_NE(text.find("/DefaultRGB"), std::string::npos);
    EXPECT_NE(text.find("/DefaultGray"), std::string::npos);
    EXPECT_EQ(text.find("/Transparency"), std::string::npos);
    EXPECT_NE(text.find("/TU (Elektron imza)"), std::string::npos);
}

TEST(Appearance, RefusesPlacesThatAreNone) {
    const auto reason = [](const SignatureFieldPlan& plan, int rotation = 0) {
        const auto revision = append_signature_field(MemorySource{page(rotation)}, plan, {});
        return revision ? "" : revision.error().reason;
    };
    EXPECT_EQ(reason(visible(PagePlace{1, false, 0, 0, 180, 260})), "");
    EXPECT_EQ(reason(visible(PagePlace{1, false, 0, 0, 182, 50})), "pdf-place-invalid");
    EXPECT_EQ(reason(visible(PagePlace{1, false, 0, 0, 182, 50}), 90), "");
    EXPECT_EQ(reason(visible(PagePlace{1, false, -2, 0, 100, 50})), "pdf-place-invalid");
    EXPECT_EQ(reason(visible(PagePlace{1, false, 0, 0, 0, 50})), "pdf-place-invalid");
    EXPECT_EQ(reason(visible(PagePlace{2, false, 0, 0, 100, 50})), "pdf-page-missing");
    EXPECT_EQ(reason(visible(PagePlace{0, false, 0, 0, 100, 50})), "pdf-page-missing");
    EXPECT_EQ(reason(visible({})), "pdf-place-invalid");
    auto plan = visible(PagePlace{1, false, 0, 0, 100, 50});
    plan.appearance->drawing = std::make_shared<MemorySource>(Bytes{1, 2});
    EXPECT_EQ(reason(plan), "pdf-damaged");
    plan.appearance->drawing = nullptr;
    EXPECT_EQ(reason(plan), "pdf-place-invalid");
    const auto placed_field = append_signature_field(
        MemorySource{page(0, "/AcroForm << /Fields [10 0 R] >>", "/Annots [10 0 R]")},
        visible(PagePlace{1, false, 0, 0, 100, 50}, "Reis"), {});
    EXPECT_EQ(placed_field.error().reason, "pdf-field-shape");
}

}  // namespace
}  // namespace mohur::signing::pades
