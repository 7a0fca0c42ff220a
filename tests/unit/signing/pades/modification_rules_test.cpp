// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/modification_rules_internal.h"

#include "tests/unit/signing/pades/signed_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace mohur::signing::pades {
namespace {

using mohur::testing::one_page;
using mohur::testing::PdfBuilder;
using Kinds = std::optional<std::vector<std::string>>;

const Kinds kAllowed = std::vector<std::string>{};
const Kinds kUndefined = std::vector<std::string>{"undefined-object-changes"};

// Objects 1 to 4 are catalog, pages, page and content; the form has an empty text field (10), a
// filled one (11) with its look (12, 13), an empty signature field (14); 15 is a font, 20 is never
// used.
constexpr const char* kCatalog = "/AcroForm 9 0 R /Lang (az)";
constexpr const char* kPage = "/Annots [10 0 R 11 0 R 14 0 R]";

PdfBuilder form_document(const std::string& catalog = kCatalog, const std::string& page = kPage) {
    auto builder = one_page(PdfBuilder::Xref::table, "1.7", catalog, page);
    builder.object(9, "<< /Fields [10 0 R 11 0 R 14 0 R] /SigFlags 3 >>")
        .object(10, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Ad) /Rect [0 0 50 9] /P 3 0 R >>")
        .object(11,
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Qiymət) /V (100) /AP 12 0 R /Rect [0 "
                "20 50 29] /P 3 0 R >>")
        .object(12, "<< /N 13 0 R >>")
        .stream(13, "/Type /XObject /Subtype /Form /BBox [0 0 50 9]", "(100) Tj")
        .object(
            14,
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (İmza) /Rect [0 40 50 49] /P 3 0 R >>")
        .object(15, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    return builder;
}

std::string plain_page(const std::string& more) {
    return "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
           ">> " +
           more + " >>";
}

/// The first signature is in field 17 (widget 17, dictionary 16) and changes page, form and nothing
/// else.
constexpr const char* kSignedAnnots = "/Annots [10 0 R 11 0 R 14 0 R 17 0 R]";

struct Case {
    const char* name;
    std::function<void(PdfBuilder&)> change;
    Kinds expected;
};

const Case kCases[] = {
    {"nothing", [](PdfBuilder&) {}, kAllowed},
    {"an object that nobody refers to", [](PdfBuilder& u) { u.object(30, "(x)"); }, kAllowed},
    {"validation data",
     [](PdfBuilder& u) {
         u.object(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 9 0 R /Lang (az) /DSS 30 0 R >>")
             .object(30, "<< /Certs [31 0 R] /VRI << /AB 32 0 R >> >>")
             .stream(31, "", "x")
             .object(32, "<< /Cert [31 0 R] >>");
     },
     kAllowed},
    {"developer extensions",
     [](PdfBuilder& u) {
         u.object(1,
                  "<< /Type /Catalog /Pages 2 0 R /AcroForm 9 0 R /Lang (az) /Extensions << /ESIC "
                  "30 0 R >> >>")
             .object(30, "<< /BaseVersion /1.7 /ExtensionLevel 5 >>");
     },
     kAllowed},
    {"an empty field is filled",
     [](PdfBuilder& u) {
         u.object(10,
                  "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Ad) /Rect [0 0 50 9] /P 3 0 R /V "
                  "(Leyla) /AP << /N 30 0 R >> >>")
             .stream(30, "/Type /XObject /Subtype /Form /BBox [0 0 50 9]", "(Leyla) Tj");
     },
     kAllowed},
    {"page content", [](PdfBuilder& u) { u.stream(4, "", "0 0 m 9 9 l S"); }, kUndefined},
    {"page content by its length only",
     [](PdfBuilder& u) { u.object(3, plain_page(std::string{kSignedAnnots} + " /UserUnit 2")); },
     kUndefined},
    {"another content stream",
     [](PdfBuilder& u) {
         u.object(3,
                  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 30 0 R "
                  "/Resources << >> " +
                      std::string{kSignedAnnots} + " >>")
             .stream(30, "", "0 0 m S");
     },
     kUndefined},
    {"catalog key",
     [](PdfBuilder& u) {
         u.object(1,
                  "<< /Type /Catalog /Pages 2 0 R /AcroForm 9 0 R /Lang (az) /OpenAction << /S "
                  "/JavaScript >> >>");
     },
     kUndefined},
    {"language",
     [](PdfBuilder& u) {
         u.object(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 9 0 R /Lang (en) >>");
     },
     kUndefined},
    {"a font",
     [](PdfBuilder& u) { u.object(15, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"); },
     kAllowed},
    {"a value that the signer saw",
     [](PdfBuilder& u) {
         u.object(11,
                  "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Qiymət) /V (1000) /AP 12 0 R /Rect "
                  "[0 20 50 29] /P 3 0 R >>");
     },
     kUndefined},
    {"the look of a value that the signer saw",
     [](PdfBuilder& u) {
         u.stream(13, "/Type /XObject /Subtype /Form /BBox [0 0 50 9]", "(1000) Tj");
     },
     kUndefined},
    {"a new text field",
     [](PdfBuilder& u) {
         u.object(9, "<< /Fields [10 0 R 11 0 R 14 0 R 17 0 R 30 0 R] /SigFlags 3 >>")
             .object(30, "<< /FT /Tx /T (Yeni) /V (x) >>");
     },
     kUndefined},
    {"a field removed",
     [](PdfBuilder& u) { u.object(9, "<< /Fields [10 0 R 14 0 R 17 0 R] /SigFlags 3 >>"); },
     kUndefined},
    {"signature flags lowered",
     [](PdfBuilder& u) { u.object(9, "<< /Fields [10 0 R 11 0 R 14 0 R 17 0 R] /SigFlags 1 >>"); },
     kUndefined},
    {"a signed field gets a look",
     [](PdfBuilder& u) {
         u.object(17,
                  "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V 16 0 R /F 132 "
                  "/Rect [0 0 0 0] /P 3 0 R /AP << /N 30 0 R >> >>")
             .stream(30, "/Subtype /Form /BBox [0 0 1 1]", "");
     },
     kUndefined},
    {"a new signature field over the page with an action",
     [](PdfBuilder& u) {
         u.object(9, "<< /Fields [10 0 R 11 0 R 14 0 R 17 0 R 30 0 R] /SigFlags 3 >>")
             .object(30,
                     "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Z) /Rect [0 0 0 0] /A << /S "
                     "/JavaScript >> >>");
     },
     kUndefined},
    {"an old object becomes a signature field",
     [](PdfBuilder& u) {
         u.object(9, "<< /Fields [10 0 R 11 0 R 14 0 R 17 0 R 30 0 R] /SigFlags 3 >>")
             .object(
                 30,
                 "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Z) /Rect [0 0 0 0] /V 16 0 R >>");
     },
     kUndefined},
    {"a note on the page",
     [](PdfBuilder& u) {
         u.object(3, plain_page("/Annots [10 0 R 11 0 R 14 0 R 17 0 R 30 0 R]"))
             .object(30, "<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /Contents (x) >>");
     },
     kUndefined},
    {"an annotation removed",
     [](PdfBuilder& u) { u.object(3, plain_page("/Annots [10 0 R 14 0 R 17 0 R]")); }, kUndefined},
    {"a page added",
     [](PdfBuilder& u) {
         u.object(2, "<< /Type /Pages /Kids [3 0 R 30 0 R] /Count 2 >>").object(30, plain_page(""));
     },
     std::vector<std::string>{"undefined-object-changes", "page-difference"}},
    {"a page of another size",
     [](PdfBuilder& u) {
         u.object(3,
                  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources "
                  "<< >> " +
                      std::string{kSignedAnnots} + " >>");
     },
     std::vector<std::string>{"undefined-object-changes", "page-difference"}},
    {"content freed", [](PdfBuilder& u) { u.entry(4, 0); }, kUndefined},
    {"content pointed back to other signed octets", [](PdfBuilder& u) { u.entry(4, u.offset(13)); },
     kUndefined},
};

class AfterSigning : public ::testing::TestWithParam<Case> {
protected:
    const OutsideSigner signer_;
};

std::string name_of(const ::testing::TestParamInfo<Case>& test) {
    std::string name = test.param.name;
    std::ranges::replace(name, ' ', '_');
    return name;
}

TEST_P(AfterSigning, JudgesChanges) {
    auto builder = form_document();
    const auto file = sign_document(signer_, builder.finish());
    auto update = update_of(file);
    update.offset_of(13, builder.offset(13));
    GetParam().change(update);
    const auto facts = read_document(update.finish());
    ASSERT_TRUE(facts) << facts.error().detail;
    ASSERT_EQ(facts->signatures.size(), 1U);
    EXPECT_EQ(facts->signatures.front().pdf_modifications, GetParam().expected)
        << (facts->signatures.front().warnings.empty()
                ? ""
                : facts->signatures.front().warnings.front().text);
    EXPECT_TRUE(facts->signatures.front().intact())
        << "what came later does not touch the signed octets";
}

INSTANTIATE_TEST_SUITE_P(ModificationRules, AfterSigning, ::testing::ValuesIn(kCases), name_of);

class ModificationRules : public ::testing::Test {
protected:
    [[nodiscard]] Kinds first_kinds(const Bytes& file) const {
        const auto facts = read_document(file);
        return facts && !facts->signatures.empty() ? facts->signatures.front().pdf_modifications
                                                   : std::nullopt;
    }
    const OutsideSigner signer_;
};

TEST_F(ModificationRules, AnEmptySignatureFieldMayBeSigned) {
    const auto file = sign_document(signer_, form_document().finish());
    const auto twice = sign_document(signer_, file);
    EXPECT_EQ(first_kinds(twice), kAllowed);
    auto update = update_of(twice);
    update
        .object(14,
                "<< /Type /Annot /Subtype /Widget /FT /Sig /T (İmza) /Rect [0 40 50 49] /P 3 0 R "
                "/V 40 0 R >>")
        .object(40,
                "<< /Type /Sig /Filter /X /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] "
                "/Contents <00> >>");
    EXPECT_EQ(first_kinds(update.finish()), kAllowed);
}

TEST_F(ModificationRules, AnAppearanceSharedWithAnotherRoleMayNotChange) {
    // The author of the document used the look of an empty field elsewhere, before it was signed.
    for (const bool shared : {false, true}) {
        auto builder = form_document(shared ? "/AcroForm 9 0 R /Shared 22 0 R" : kCatalog);
        builder
            .object(14,
                    "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S) /Rect [0 40 50 49] /P 3 0 R "
                    "/AP 22 0 R >>")
            .object(22, "<< /N 23 0 R >>")
            .stream(23, "/Type /XObject /Subtype /Form /BBox [0 0 50 9]", "");
        const auto file = sign_document(signer_, builder.finish());
        auto update = update_of(file);
        update
            .object(14,
                    "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S) /Rect [0 40 50 49] /P 3 0 R "
                    "/AP 22 0 R /V 40 0 R >>")
            .stream(23, "/Type /XObject /Subtype /Form /BBox [0 0 50 9]", "(x) Tj")
            .object(40,
                    "<< /Type /Sig /Filter /X /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] "
                    "/Contents <00> >>");
        EXPECT_EQ(first_kinds(update.finish()), shared ? kUndefined : kAllowed);
    }
}

TEST_F(ModificationRules, AReferenceThatWaitedForItsObjectIsFound) {
    auto builder = form_document(kCatalog, std::string{kPage} + " /Group 50 0 R");
    const auto file = sign_document(signer_, builder.finish());
    auto update = update_of(file);
    EXPECT_EQ(first_kinds(update.object(50, "<< /S /Transparency >>").finish()), kUndefined);
}

TEST_F(ModificationRules, WidgetsOverOtherAnnotationsAreNamed) {
    const auto file = sign_document(signer_, form_document().finish());
    auto update = update_of(file);
    update.object(9, "<< /Fields [10 0 R 11 0 R 14 0 R 17 0 R 30 0 R] /SigFlags 3 >>")
        .object(3, plain_page("/Annots [10 0 R 11 0 R 14 0 R 17 0 R 30 0 R]"))
        .object(30,
                "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Z) /Rect [10 25 60 60] /P 3 0 R /V "
                "31 0 R >>")
        .object(31,
                "<< /Type /Sig /Filter /X /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] "
                "/Contents <00> >>");
    EXPECT_EQ(first_kinds(update.finish()), (std::vector<std::string>{"annotation-overlap"}));
}

TEST_F(ModificationRules, HybridUpdatesAreNotJudged) {
    const auto file = sign_document(signer_, form_document().finish());
    PdfBuilder hidden{file, newest_xref(file), PdfBuilder::Xref::stream};
    const auto with_stream = hidden.object(4, "(hidden)").finish();
    PdfBuilder table{with_stream, newest_xref(file)};
    const auto facts =
        read_document(table.finish("/Root 1 0 R /XRefStm " + std::to_string(hidden.xref())));
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->signatures.front().pdf_modifications, std::nullopt);
    EXPECT_EQ(facts->signatures.front().errors.front().code, "pdf-modifications-not-judged");
}

TEST_F(ModificationRules, OctetsBehindTheLastRevisionAreNamed) {
    auto file = sign_document(signer_, form_document().finish());
    append(file, as_bytes("\n\n"));
    EXPECT_EQ(first_kinds(file), kAllowed);
    append(file, as_bytes("more"));
    EXPECT_EQ(first_kinds(file), kUndefined);
}

TEST_F(ModificationRules, CertificationLevelOneForbidsFillingButNotValidationData) {
    for (const int level : {1, 2}) {
        auto builder = form_document(std::string{kCatalog} + " /Perms << /DocMDP 21 0 R >>");
        builder.object(
            21, "<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P " +
                    std::to_string(level) + " >> >>] >>");
        // Only a time-stamp may be appended to level 1; the outside CMS in it stands for any
        // covered revision.
        auto plan = field_plan();
        plan.document_timestamp = true;
        auto revision = append_signature_field(MemorySource{builder.finish()}, plan, {});
        ASSERT_TRUE(revision);
        std::string text{as_text(revision->file)};
        text.replace(text.find("/ETSI.RFC3161"), 13, "/Own.FormatXY");
        revision->file = to_bytes(as_bytes(text));
        auto update = update_of(revision->file);
        update.object(
            10,
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Ad) /Rect [0 0 50 9] /P 3 0 R /V (x) >>");
        EXPECT_EQ(first_kinds(update.finish()), level == 1 ? kUndefined : kAllowed);
    }
}

TEST(ChangePermission, LocksAFieldAndAllBelowIt) {
    ChangePermission permission;
    EXPECT_FALSE(permission.locks("a"));
    permission.locked_fields = {"a.b"};
    EXPECT_TRUE(permission.locks("a.b"));
    EXPECT_TRUE(permission.locks("a.b.c"));
    EXPECT_FALSE(permission.locks("a.bc"));
    EXPECT_FALSE(permission.locks("a"));
    permission = {};
    permission.unlocked = std::set<std::string>{"x"};
    EXPECT_FALSE(permission.locks("x.y"));
    EXPECT_TRUE(permission.locks("a"));
    permission = {};
    permission.all_fields_locked = true;
    EXPECT_TRUE(permission.locks("x"));
}

}  // namespace
}  // namespace mohur::signing::pades
