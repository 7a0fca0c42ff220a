// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/verdict_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace mohur::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kVerdict =
    R"({"container":"pades","validation_time":"2026-06-01T12:00:00Z",
 "hypothetical":true,"policy":"strict","signatures":[{"id":"S0","format":"PAdES-BASELINE-T",
 "intact":true,"indication":"INDETERMINATE","sub_indication":"REVOKED_NO_POE","structure_valid":true,
 "signed_by":{"common_name":"Anar\u001b[2J","serial_number":"1AB2C3D","fin":"1AB2C3D","voen":""},
 "claimed_signing_time":null,"best_signature_time":"2026-06-01T11:00:00Z",
 "scopes":[{"name":"letter.pdf","digest":null,"partial":true}],"pdf_modifications":[],
 "timestamps":[{"type":"signature","intact":true,"indication":"PASSED","sub_indication":null,
 "time":"2026-06-01T11:00:00Z","errors":[],"warnings":[]}],"counter_signatures":[],
 "errors":[{"code":"certificate-revoked","text":"The certificate is revoked: 2026-05-31T12:00:00Z"}],"warnings":[]}],
 "timestamps":[],"evidence_records":[],"errors":[],"warnings":[]})";

std::string printed(Language language) {
    std::ostringstream out;
    print_verdict(Json::parse(kVerdict).value(), "a.pdf", Catalogue::built_in().value(), language,
                  out);
    return out.str();
}

TEST(PrintVerdict, SaysWhatWasFoundInEnglish) {
    const auto text = printed(Language::en);
    EXPECT_THAT(text, HasSubstr("a.pdf (pades)\n"));
    EXPECT_THAT(
        text, HasSubstr("S0 PAdES-BASELINE-T: not established (INDETERMINATE, REVOKED_NO_POE)\n"));
    EXPECT_THAT(text, HasSubstr("covers a part of: letter.pdf"));
    EXPECT_THAT(text,
                HasSubstr("error: The certificate is revoked. [certificate-revoked] 2026-05-31"));
    EXPECT_THAT(text, HasSubstr("time-stamp (signature) 2026-06-01T11:00:00Z: valid (PASSED)"));
    EXPECT_THAT(text, HasSubstr("FİN 1AB2C3D\n"));
    EXPECT_THAT(text, Not(HasSubstr("claimed")));
}

TEST(PrintVerdict, SpeaksAzerbaijani) {
    const auto text = printed(Language::az);
    EXPECT_THAT(text, HasSubstr("müəyyən edilmədi (INDETERMINATE, REVOKED_NO_POE)"));
    EXPECT_THAT(text, HasSubstr("xəta: Sertifikat ləğv edilib."));
    EXPECT_THAT(text, Not(HasSubstr("label-")));
}

// A name in a certificate must not be able to repaint the terminal.
TEST(PrintVerdict, PrintsNoControlCharacterOfAFile) {
    EXPECT_THAT(printed(Language::en), Not(HasSubstr("\x1b")));
    EXPECT_EQ(printable("a\x1b[2J\x7f\n"), "a\xEF\xBF\xBD[2J\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(printable("Ərizə"), "Ərizə");
}

}  // namespace
}  // namespace mohur::server
