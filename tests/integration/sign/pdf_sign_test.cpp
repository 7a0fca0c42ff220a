// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/json.h"
#include "tests/integration/sign/command_line.h"
#include "tests/support/pdf_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace mohur::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CommandLine& line() {
    return CommandLine::shared();
}

std::filesystem::path write(const std::filesystem::path& path, const Bytes& content) {
    std::ofstream{path, std::ios::binary} << as_text(content);
    return path;
}

Bytes with_field() {
    auto builder = one_page(PdfBuilder::Xref::table, "1.7", "/AcroForm << /Fields [10 0 R] >>",
                            "/Annots [10 0 R]");
    builder.object(10,
                   "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Reis) /F 4 /P 3 0 R /Rect [50 "
                   "50 270 130] >>");
    return builder.finish();
}

Bytes with_script() {
    auto builder =
        one_page(PdfBuilder::Xref::table, "1.7", "/OpenAction << /S /JavaScript /JS (x) >>");
    return builder.finish();
}

TEST(PdfSign, ShowsWhoSigned) {
    const auto folder = line().new_folder();
    const auto input = write(folder / "in.pdf", with_field());
    const auto out = folder / "out.pdf";
    const auto mark =
        std::string{" --mark-post 'Şöbə müdiri' --reason Təsdiq --mark-qr https://q "};
    const auto placed = line().sign(input.string() +
                                    " --format pades --level LT --visible "
                                    "page=1,left=40,top=40,width=220,height=80" +
                                    mark + "-o " + out.string());
    ASSERT_EQ(placed.status, 0) << placed.output;
    const auto text = run("pdftotext " + out.string() + " -").output;
    EXPECT_THAT(text, HasSubstr("Elektron imza ilə təsdiqlənib"));
    EXPECT_THAT(text, HasSubstr("Şöbə müdiri"));
    EXPECT_THAT(run("pdffonts " + out.string()).output, Not(HasSubstr(" no  ")));
    EXPECT_EQ(line().verify(out).status, 0);

    const auto filled = folder / "filled.pdf";
    const auto second = line().sign(out.string() +
                                    " --format pades --level LT --field Reis "
                                    "--visible field --mark-lang ru" +
                                    mark + "-o " + filled.string());
    ASSERT_EQ(second.status, 0) << second.output;
    EXPECT_THAT(run("pdftotext " + filled.string() + " -").output,
                HasSubstr("Подписано электронной подписью"));
    const auto verdict = line().verify(filled);
    EXPECT_EQ(verdict.status, 0) << verdict.output;
    EXPECT_EQ(run("qpdf --check " + filled.string()).status, 0);
}

TEST(PdfSign, CertifiesAndThenRefusesWhatThatForbids) {
    const auto folder = line().new_folder();
    const auto certified = folder / "certified.pdf";
    ASSERT_EQ(line()
                  .sign(line().pdf().string() + " --format pades --certify 1 --level LTA -o " +
                        certified.string())
                  .status,
              0);
    EXPECT_EQ(line().verify(certified).status, 0);
    const auto again = line().sign(certified.string() + " --format pades --json -o " +
                                   (folder / "again.pdf").string());
    EXPECT_EQ(again.status, 2);
    EXPECT_THAT(again.output, HasSubstr("\"pdf-certified-no-changes\""));
    EXPECT_FALSE(std::filesystem::exists(folder / "again.pdf"));
}

TEST(PdfSign, NamesOrRefusesActiveContent) {
    const auto folder = line().new_folder();
    const auto input = write(folder / "in.pdf", with_script());
    const auto out = folder / "out.pdf";
    const auto refused = line().sign(
        input.string() + " --format pades --active-content refuse --json -o " + out.string());
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.output, HasSubstr("\"pdf-content-refused\""));
    EXPECT_THAT(refused.output, HasSubstr("pdf-javascript"));
    EXPECT_FALSE(std::filesystem::exists(out));
    const auto warned =
        line().sign(input.string() + " --format pades --lang en -o " + out.string());
    EXPECT_EQ(warned.status, 0);
    EXPECT_THAT(warned.output, HasSubstr("The PDF runs scripts"));
    const auto seen = line().mohur("inspect " + input.string() + " --json");
    const auto json = Json::parse(seen.output);
    ASSERT_TRUE(json) << seen.output;
    EXPECT_EQ((*json)["findings"].items().at(0)["code"].as_string(), "pdf-javascript");
}

TEST(PdfSign, InspectListsEmptySignatureFields) {
    const auto folder = line().new_folder();
    const auto input = write(folder / "in.pdf", with_field());
    const auto json = Json::parse(line().mohur("inspect " + input.string() + " --json").output);
    ASSERT_TRUE(json);
    const auto& field = (*json)["signature_fields"].items().at(0);
    EXPECT_EQ(field["name"].as_string(), "Reis");
    EXPECT_FALSE(field["filled"].as_bool());
    EXPECT_EQ(field["width"].as_number(), 220);
    EXPECT_THAT(line().mohur("inspect " + input.string() + " --lang en").output,
                HasSubstr("empty signature field: Reis"));
}

TEST(PdfSign, SignsACopyOfWhatCannotBeUpdated) {
    const auto folder = line().new_folder();
    const auto encrypted = (folder / "encrypted.pdf").string();
    ASSERT_EQ(
        run("qpdf --encrypt '' owner 256 -- " + line().pdf().string() + " " + encrypted).status, 0);
    const auto before = read_file(encrypted);
    const auto copy = folder / "copy.pdf";
    const auto out = folder / "out.pdf";
    const auto done = line().sign(encrypted + " --format pades --level LT --normalise " +
                                  copy.string() + " -o " + out.string());
    ASSERT_EQ(done.status, 0) << done.output;
    EXPECT_EQ(read_file(encrypted), before);
    const auto copied = read_file(copy);
    const auto signed_file = read_file(out);
    EXPECT_TRUE(equal(BytesView{signed_file}.first(copied.size()), copied));
    EXPECT_EQ(line().verify(out).status, 0);

    auto junk = to_bytes(as_bytes("junk\n"));
    append(junk, signed_file);
    const auto again = line().sign(
        write(folder / "junk.pdf", junk).string() + " --format pades --json --normalise " +
        (folder / "copy2.pdf").string() + " -o " + (folder / "out2.pdf").string());
    EXPECT_EQ(again.status, 2);
    EXPECT_THAT(again.output, HasSubstr("\"pdf-normalise-signed\""));
    EXPECT_FALSE(std::filesystem::exists(folder / "copy2.pdf"));
}

}  // namespace
}  // namespace mohur::testing
