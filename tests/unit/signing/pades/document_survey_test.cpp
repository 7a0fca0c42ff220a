// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/document_survey.h"

#include "tests/support/pdf_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::pades {
namespace {

using mohur::testing::one_page;
using mohur::testing::PdfBuilder;

struct Content {
    const char* name;
    const char* catalog;
    const char* page;
    const char* object;  ///< number 20
    const char* code;    ///< "" for nothing
};

class SurveyOf : public ::testing::TestWithParam<Content> {};

TEST_P(SurveyOf, NamesWhatCanShowOtherThings) {
    for (const auto kind : {PdfBuilder::Xref::table, PdfBuilder::Xref::stream}) {
        auto builder = one_page(kind, "1.7", GetParam().catalog, GetParam().page);
        builder.object(20, GetParam().object);
        const auto found = survey(MemorySource{builder.finish()}, {});
        ASSERT_TRUE(found) << found.error().reason;
        const std::string code = found->findings.empty() ? "" : found->findings.front().code;
        EXPECT_EQ(code, GetParam().code);
        EXPECT_LE(found->findings.size(), 1U);
    }
}

INSTANTIATE_TEST_SUITE_P(
    DocumentSurvey, SurveyOf,
    ::testing::Values(
        Content{"Nothing", "", "", "<< /S /JavaScript /JS (x) >>", ""},
        Content{"OpenAction", "/OpenAction 20 0 R", "", "<< /S /JavaScript /JS (x) >>",
                "pdf-javascript"},
        Content{"ScriptOfAPage", "", "/AA << /O << /S /JavaScript /JS 20 0 R >> >>", "(x)",
                "pdf-javascript"},
        Content{"NextAction", "/OpenAction << /S /GoTo /Next [20 0 R] >>", "",
                "<< /S /JavaScript /JS (x) >>", "pdf-javascript"},
        Content{"Launch", "", "/Annots [20 0 R]",
                "<< /Subtype /Link /A << /S /Launch /F (a.exe) >> >>", "pdf-launch-action"},
        Content{"AnotherFile", "", "/Annots [20 0 R]",
                "<< /Subtype /Link /A << /S /GoToR /F (b.pdf) >> >>", "pdf-external-reference"},
        Content{"SubmitForm", "/OpenAction 20 0 R", "", "<< /S /SubmitForm /F (http://x) >>",
                "pdf-external-reference"},
        Content{"StreamElsewhere", "", "/Extra 20 0 R",
                "<< /F (picture.bin) /Length 0 >>\nstream\n\nendstream", "pdf-external-reference"},
        Content{"Hyperlink", "", "/Annots [20 0 R]",
                "<< /Subtype /Link /F 4 /A << /S /URI /URI (http://x) >> >>", ""},
        Content{"Layers", "/OCProperties 20 0 R", "", "<< /OCGs [] >>", "pdf-optional-content"},
        Content{"Video", "", "/Annots [20 0 R]", "<< /Subtype /RichMedia >>", "pdf-multimedia"},
        Content{"Xfa", "/AcroForm << /Fields [] /XFA 20 0 R >>", "", "(x)", "pdf-dynamic-form"},
        Content{"StandardFont", "", "/Extra 20 0 R",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "pdf-font-not-embedded"},
        Content{"EmbeddedFont", "", "/Extra 20 0 R",
                "<< /Type /Font /Subtype /TrueType /FontDescriptor << /FontFile2 4 0 R >> >>", ""},
        Content{"Type3Font", "", "/Extra 20 0 R", "<< /Type /Font /Subtype /Type3 >>", ""},
        Content{"FontOfAFormOnly", "/AcroForm << /Fields [] /DR << /Font << /F 20 0 R >> >> >>", "",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", ""}),
    [](const auto& tested) { return tested.param.name; });

TEST(DocumentSurvey, SaysWhere) {
    auto builder = one_page(PdfBuilder::Xref::table, "1.7", "", "/Extra [20 0 R 21 0 R]");
    builder.object(20, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    builder.object(21, "<< /S /Launch /Loop 20 0 R >>");
    const auto found = survey(MemorySource{builder.finish()}, {});
    ASSERT_EQ(found->findings.size(), 2U);
    EXPECT_EQ(found->findings[0], (Finding{"pdf-font-not-embedded", "Helvetica"}));
    EXPECT_EQ(found->findings[1], (Finding{"pdf-launch-action", "object 21"}));
}

TEST(DocumentSurvey, SaysWhatItCouldNotRead) {
    auto builder = one_page(PdfBuilder::Xref::table, "1.7", "/Extra 20 0 R");
    builder.entry(20, 5);
    const auto found = survey(MemorySource{builder.finish()}, {});
    ASSERT_EQ(found->findings.size(), 1U);
    EXPECT_EQ(found->findings.front().code, "pdf-content-not-judged");
}

TEST(DocumentSurvey, ListsSignatureFields) {
    auto builder = one_page(PdfBuilder::Xref::table, "1.7",
                            "/AcroForm << /Fields [10 0 R 11 0 R 12 0 R] >>", "/Rotate 90");
    builder.object(10, "<< /FT /Sig /T (A) /Subtype /Widget /P 3 0 R /Rect [0 0 70 200] >>");
    builder.object(11, "<< /FT /Sig /T (B) /V << /Type /Sig >> >>");
    builder.object(12, "<< /FT /Tx /T (C) >>");
    const auto found = survey(MemorySource{builder.finish()}, {});
    ASSERT_EQ(found->fields.size(), 2U);
    EXPECT_EQ(found->fields[0].name, "A");
    EXPECT_FALSE(found->fields[0].filled);
    EXPECT_EQ(found->fields[0].width, 200);
    EXPECT_EQ(found->fields[0].height, 70);
    EXPECT_TRUE(found->fields[1].filled);
    EXPECT_EQ(found->fields[1].width, 0);
}

}  // namespace
}  // namespace mohur::signing::pades
