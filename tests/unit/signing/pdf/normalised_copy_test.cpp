// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/normalised_copy.h"

#include "signing/pdf/incremental_update.h"
#include "tests/support/command.h"
#include "tests/support/pdf_builder.h"

#include <gtest/gtest.h>

namespace mohur::signing::pdf {
namespace {

using mohur::testing::one_page;
using mohur::testing::read_file;
using mohur::testing::run;
using mohur::testing::TemporaryFolder;

Bytes encrypted(const std::string& options) {
    const TemporaryFolder folder;
    folder.write("in.pdf", one_page().finish());
    const auto made = run("cd " + folder.path().string() + " && qpdf --encrypt " + options +
                          " -- in.pdf out.pdf");
    EXPECT_EQ(made.status, 0) << made.output;
    return read_file(folder.path() / "out.pdf");
}

Bytes behind_junk(const Bytes& file) {
    auto out = to_bytes(as_bytes("HTTP/1.1 200 OK\r\n\r\n"));
    append(out, file);
    return out;
}

std::string reason(const Bytes& file) {
    const auto copy = normalised_copy(MemorySource{file}, {});
    return copy ? "" : copy.error().reason;
}

TEST(NormalisedCopy, CanBeUpdatedWhereTheOriginalCannot) {
    auto broken = one_page().finish();
    const auto at = as_text(broken).rfind("startxref\n") + 10;
    broken[at] = '9';
    const std::pair<const char*, Bytes> kInputs[] = {
        {"junk", behind_junk(one_page().finish())},
        {"broken startxref", broken},
        {"AES-128", encrypted("'' owner 128 --use-aes=y")},
        {"AES-256", encrypted("'' owner 256")},
        {"sound", one_page().finish()}};
    for (const auto& [name, input] : kInputs) {
        const auto copy = normalised_copy(MemorySource{input}, {});
        ASSERT_TRUE(copy) << name << copy.error().reason << copy.error().detail;
        EXPECT_TRUE(IncrementalUpdate::open(MemorySource{*copy}, {})) << name;
        const TemporaryFolder folder;
        const auto path = folder.write("copy.pdf", *copy).string();
        EXPECT_EQ(run("qpdf --check " + path).status, 0) << name;
    }
}

TEST(NormalisedCopy, NeverRewritesASignedDocument) {
    auto builder = one_page();
    builder.object(20, "<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>");
    EXPECT_EQ(reason(behind_junk(builder.finish())), "pdf-normalise-signed");
    // In an object stream the octets say nothing; the objects do.
    const TemporaryFolder folder;
    auto reached = one_page(mohur::testing::PdfBuilder::Xref::table, "1.7", "/Extra 20 0 R");
    reached.object(20, "<< /Type /Sig /ByteRange [0 1 2 3] /Reason (x) >>");
    folder.write("in.pdf", reached.finish());
    ASSERT_EQ(
        run("cd " + folder.path().string() + " && qpdf --object-streams=generate in.pdf out.pdf")
            .status,
        0);
    EXPECT_EQ(reason(read_file(folder.path() / "out.pdf")), "pdf-normalise-signed");
}

TEST(NormalisedCopy, TakesNothingThatItsAuthorForbids) {
    EXPECT_EQ(reason(encrypted("'' owner 256 --modify=none")), "pdf-restricted");
    EXPECT_EQ(reason(encrypted("user owner 256")), "pdf-password");
}

TEST(NormalisedCopy, RefusesWhatIsNoPdf) {
    EXPECT_EQ(reason(to_bytes(as_bytes("no PDF at all"))), "pdf-damaged");
    EXPECT_EQ(reason({}), "pdf-damaged");
    Limits small;
    small.pdf_bytes = 10;
    EXPECT_EQ(normalised_copy(MemorySource{one_page().finish()}, small).error().reason,
              "limit-exceeded");
}

}  // namespace
}  // namespace mohur::signing::pdf
