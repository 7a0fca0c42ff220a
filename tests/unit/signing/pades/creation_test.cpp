// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/creation.h"

#include "tests/support/pdf_builder.h"
#include "tests/unit/signing/pades/outside_signer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>

namespace mohur::signing::pades {
namespace {

using mohur::testing::have_command;
using mohur::testing::one_page;
using mohur::testing::PdfBuilder;
using mohur::testing::read_file;
using mohur::testing::run;

const Time kSigningTime = *parse_rfc3339("2026-11-21T14:32:00Z");

SignatureFieldPlan plan(std::size_t reserve = 4'096) {
    SignatureFieldPlan result;
    result.name = "Əli Həsənov";
    result.reason = "Təsdiq";
    result.signing_time = kSigningTime;
    result.reserve = reserve;
    return result;
}

struct Signed {
    OpenRevision revision;
    Bytes cms;
    Bytes file;
};

Signed sign(const OutsideSigner& signer, const Bytes& input) {
    auto revision = append_signature_field(MemorySource{input}, plan(), {});
    if (!revision) {
        throw std::runtime_error{revision.error().reason + ": " + revision.error().detail};
    }
    auto cms = signer.sign(*revision);
    auto file = close_revision(*revision, cms);
    return {std::move(*revision), std::move(cms), std::move(*file)};
}

/// Field names in the final document, by libqpdf: /AcroForm must still be reachable from the
/// catalog.
std::vector<std::string> field_names(const std::filesystem::path& path) {
    const auto json = run("qpdf --json --json-key=acroform " + path.string());
    std::vector<std::string> names;
    const std::string key = "\"fullname\": \"";
    for (auto at = json.output.find(key); at != std::string::npos;
         at = json.output.find(key, at + 1)) {
        const auto begin = at + key.size();
        names.push_back(json.output.substr(begin, json.output.find('"', begin) - begin));
    }
    return names;
}

struct Input {
    std::string name;
    std::function<std::optional<Bytes>(const mohur::testing::TemporaryFolder&)> make;
    std::size_t fields_before = 0;
};

Input built(std::string name, PdfBuilder::Xref kind, const std::string& version) {
    return {std::move(name),
            [=](const auto&) { return std::optional{one_page(kind, version).finish()}; }};
}

/// What an outside producer makes of the one-page file; nothing when the producer is missing.
Input produced(std::string name, std::string program, std::string command) {
    return {std::move(name),
            [=](const mohur::testing::TemporaryFolder& folder) -> std::optional<Bytes> {
                if (!have_command(program)) {
                    return std::nullopt;
                }
                const auto in = folder.write("in.pdf", one_page().finish());
                const auto out = folder / "out.pdf";
                auto line = command;
                line.replace(line.find(" IN"), 3, ' ' + in.string());
                line.replace(line.find(" OUT"), 4, ' ' + out.string());
                const auto result = run(line);
                EXPECT_EQ(result.status, 0) << result.output;
                return read_file(out);
            }};
}

Input with_form(std::string name, const std::string& catalog, const std::string& page,
                const std::vector<std::pair<unsigned, std::string>>& objects) {
    return {std::move(name),
            [=](const auto&) {
                auto builder = one_page(PdfBuilder::Xref::table, "1.7", catalog, page);
                builder.object(
                    10,
                    "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Ad) /Rect [0 0 9 9] /P 3 0 R >>");
                for (const auto& [number, body] : objects) {
                    builder.object(number, body);
                }
                return std::optional{builder.finish()};
            },
            1};
}

std::vector<Input> inputs() {
    return {
        built("table 1.3", PdfBuilder::Xref::table, "1.3"),
        built("table 1.7", PdfBuilder::Xref::table, "1.7"),
        built("table 2.0", PdfBuilder::Xref::table, "2.0"),
        built("stream 1.5", PdfBuilder::Xref::stream, "1.5"),
        built("stream 2.0", PdfBuilder::Xref::stream, "2.0"),
        produced("qpdf object streams", "qpdf", "qpdf --object-streams=generate IN OUT"),
        produced("qpdf linearized", "qpdf", "qpdf --linearize IN OUT"),
        produced("qpdf linearized object streams", "qpdf",
                 "qpdf --linearize --object-streams=generate IN OUT"),
        produced("ghostscript", "gs", "gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -o OUT -f IN"),
        produced("mupdf", "mutool", "mutool clean IN OUT"),
        with_form("direct form", "/AcroForm << /Fields [10 0 R] >>", "/Annots [10 0 R]", {}),
        with_form("indirect form", "/AcroForm 11 0 R", "/Annots [10 0 R]",
                  {{11, "<< /Fields [10 0 R] /SigFlags 3 >>"}}),
        with_form("everything indirect", "/AcroForm 11 0 R", "/Annots 13 0 R",
                  {{11, "<< /Fields 12 0 R /SigFlags 3 >>"}, {12, "[10 0 R]"}, {13, "[10 0 R]"}}),
        with_form("indirect fields, flags change", "/AcroForm 11 0 R", "/Annots 13 0 R",
                  {{11, "<< /Fields 12 0 R >>"}, {12, "[10 0 R]"}, {13, "[10 0 R]"}}),
    };
}

std::string name_of(const ::testing::TestParamInfo<Input>& test) {
    std::string name = test.param.name;
    std::ranges::replace_if(
        name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
}

class SignedTwice : public ::testing::TestWithParam<Input> {};

TEST_P(SignedTwice, StaysValidForOutsideJudges) {
    const OutsideSigner signer;
    const auto input = GetParam().make(signer.folder());
    if (!input) {
        GTEST_SKIP() << "the producer of this input is not installed";
    }
    const auto first = sign(signer, *input);
    const auto second = sign(signer, first.file);

    EXPECT_TRUE(equal(BytesView{first.file}.first(input->size()), *input));
    EXPECT_TRUE(equal(BytesView{second.file}.first(first.file.size()), first.file));
    EXPECT_EQ(signer.verify(first.file, first.revision, first.cms).status, 0);
    EXPECT_EQ(signer.verify(second.file, second.revision, second.cms).status, 0);

    const auto path = signer.folder().write("signed.pdf", second.file);
    const auto check = run("qpdf --check " + path.string());
    EXPECT_EQ(check.status, 0) << check.output;
    auto names = field_names(path);
    EXPECT_EQ(names.size(), GetParam().fields_before + 2);
    EXPECT_EQ(names.back(), "Signature2");

    const auto judged = run("pdfsig -nocert " + path.string());
    std::size_t valid = 0;
    for (auto at = judged.output.find("Signature is Valid"); at != std::string::npos;
         at = judged.output.find("Signature is Valid", at + 1)) {
        ++valid;
    }
    EXPECT_EQ(valid, 2U) << judged.output;
    EXPECT_NE(judged.output.find("Total document signed"), std::string::npos) << judged.output;
}

INSTANTIATE_TEST_SUITE_P(AppendSignatureField, SignedTwice, ::testing::ValuesIn(inputs()), name_of);

TEST(AppendSignatureField, ByteRangeLeavesExactlyTheContentsOut) {
    const auto revision = append_signature_field(MemorySource{one_page().finish()}, plan(100), {});
    ASSERT_TRUE(revision);
    const auto text = as_text(revision->file);
    EXPECT_EQ(text[revision->contents_offset], '<');
    EXPECT_EQ(text[revision->contents_offset + revision->contents_length - 1], '>');
    EXPECT_EQ(revision->contents_length, 202U);
    const auto expected = "/ByteRange [0 " + std::to_string(revision->contents_offset) + ' ' +
                          std::to_string(revision->contents_offset + 202) + ' ' +
                          std::to_string(text.size() - revision->contents_offset - 202) + ']';
    EXPECT_NE(text.find(expected), std::string_view::npos);
    EXPECT_NE(text.find("/M (D:20261121143200Z)"), std::string_view::npos);
}

TEST(AppendSignatureField, DocumentTimestampHasItsOwnType) {
    auto stamp = plan();
    stamp.document_timestamp = true;
    const auto revision = append_signature_field(MemorySource{one_page().finish()}, stamp, {});
    ASSERT_TRUE(revision);
    const auto text = as_text(revision->file);
    EXPECT_NE(text.find("/SubFilter /ETSI.RFC3161 /Type /DocTimeStamp"), std::string_view::npos);
    EXPECT_EQ(text.find("/M ("), std::string_view::npos);
}

TEST(AppendSignatureField, RefusesATakenName) {
    const OutsideSigner signer;
    auto named = plan();
    named.field_name = "Signature1";
    const auto file = sign(signer, one_page().finish()).file;
    const auto again = append_signature_field(MemorySource{file}, named, {});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().reason, "pdf-field-signed");
    named.field_name = "Rəis";
    EXPECT_TRUE(append_signature_field(MemorySource{file}, named, {}));
    named.field_name = "a.b";
    EXPECT_FALSE(append_signature_field(MemorySource{file}, named, {}));
}

Bytes certified(const std::string& parameters) {
    auto builder = one_page(PdfBuilder::Xref::table, "1.7", "/Perms << /DocMDP 20 0 R >>");
    builder.object(20,
                   "<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << " +
                       parameters + " >> >>] >>");
    return builder.finish();
}

TEST(AppendSignatureField, HonoursCertificationLevels) {
    const auto refused = append_signature_field(MemorySource{certified("/P 1")}, plan(), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "pdf-certified-no-changes");
    EXPECT_FALSE(append_signature_field(MemorySource{certified("/P (strange)")}, plan(), {}));
    EXPECT_TRUE(append_signature_field(MemorySource{certified("/P 2")}, plan(), {}));
    EXPECT_TRUE(append_signature_field(MemorySource{certified("")}, plan(), {}));
    auto stamp = plan();
    stamp.document_timestamp = true;
    EXPECT_TRUE(append_signature_field(MemorySource{certified("/P 1")}, stamp, {}));
}

TEST(AppendSignatureField, HonoursALockThatForbidsAllChanges) {
    auto builder = one_page(PdfBuilder::Xref::table, "2.0", "/AcroForm << /Fields [10 0 R] >>");
    builder.object(10, "<< /FT /Sig /T (A) /V << /Type /Sig >> /Lock << /Action /All /P 1 >> >>");
    EXPECT_EQ(append_signature_field(MemorySource{builder.finish()}, plan(), {}).error().reason,
              "pdf-certified-no-changes");
}

TEST(CloseRevision, ReserveIsExact) {
    const auto revision = append_signature_field(MemorySource{one_page().finish()}, plan(64), {});
    ASSERT_TRUE(revision);
    EXPECT_TRUE(close_revision(*revision, Bytes(64, 1)));
    EXPECT_EQ(close_revision(*revision, Bytes(65, 1)).error().reason, "signature-reserve");
}

TEST(CloseRevision, ChangesNothingButTheContents) {
    const auto revision = append_signature_field(MemorySource{one_page().finish()}, plan(64), {});
    ASSERT_TRUE(revision);
    const auto before = byte_range_digest(*revision, DigestAlgorithm::sha256);
    auto closed = close_revision(*revision, Bytes(64, 0xC3));
    const OpenRevision reread{*closed, revision->contents_offset, revision->contents_length};
    EXPECT_EQ(*byte_range_digest(reread, DigestAlgorithm::sha256), *before);
    EXPECT_NE(as_text(*closed).find("<c3c3"), std::string_view::npos);
}

TEST(ByteRangeDigest, RefusesAPlaceOutsideTheFile) {
    EXPECT_FALSE(byte_range_digest({Bytes(10), 9, 2}, DigestAlgorithm::sha256));
    EXPECT_FALSE(close_revision({Bytes(10), 9, 2}, {}));
}

}  // namespace
}  // namespace mohur::signing::pades
