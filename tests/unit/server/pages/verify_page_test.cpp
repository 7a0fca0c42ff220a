// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/pages/verify_page.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

const Catalogue& catalogue() {
    static const auto loaded = *Catalogue::built_in();
    return loaded;
}

Json verification(std::string_view status, std::string_view mark) {
    return Json::object(
        {{"found", true},
         {"status", status},
         {"agency", "Nümunə Nazirliyi"},
         {"signatures",
          Json::array({Json::object({{"mark", mark}, {"sentence", "<b>imza</b>"}})})}});
}

std::string page(const Json& answer, Language language = Language::az) {
    VerifyPageModel model;
    model.language = language;
    model.verification = answer;
    return verify_page(model, catalogue());
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(VerifyPage, NeedsNoScriptAndEscapesWhatItShows) {
    const auto html = page(verification("valid", "valid"));
    EXPECT_FALSE(has(html, "<script"));
    EXPECT_FALSE(has(html, "style="));
    EXPECT_TRUE(has(html, "&lt;b&gt;imza&lt;/b&gt;"));
    EXPECT_TRUE(has(html, "<html lang=\"az\">"));
}

TEST(VerifyPage, WritesADayAsTheOfficeDoes) {
    auto answer = verification("valid", "valid");
    answer.set("issued_at", "2026-11-22");
    EXPECT_TRUE(has(page(answer), "<dd>22.11.2026</dd>"));
}

// "Cannot be said yet" is for a signature that waits for its proof, not for a mistyped code.
TEST(VerifyPage, SaysThatNothingIsKnownOfACode) {
    const auto html = page(
        Json::object({{"found", false}, {"status", "unknown"}, {"signatures", Json::array()}}));
    EXPECT_TRUE(has(html, catalogue().text(Language::az, "verify-not-found")));
    EXPECT_FALSE(has(html, catalogue().text(Language::az, "verify-mark-unknown")));
}

struct Case {
    const char* status;
    const char* mark;
    const char* shown;
};
class VerifyPageMark : public ::testing::TestWithParam<Case> {};

// A withdrawn paper stays withdrawn however well its signature verifies.
TEST_P(VerifyPageMark, IsTheWorstOfStatusAndSignatures) {
    const auto html = page(verification(GetParam().status, GetParam().mark), Language::en);
    EXPECT_TRUE(has(html, catalogue().text(Language::en, GetParam().shown))) << html;
}

INSTANTIATE_TEST_SUITE_P(VerifyPage, VerifyPageMark,
                         ::testing::Values(Case{"valid", "valid", "verify-mark-valid"},
                                           Case{"valid", "not_valid", "verify-mark-not_valid"},
                                           Case{"withdrawn", "valid", "verify-mark-not_valid"},
                                           Case{"voided", "valid", "verify-mark-not_valid"},
                                           Case{"unknown", "valid", "verify-mark-valid"},
                                           Case{"unknown", "unknown", "verify-mark-unknown"}));

TEST(VerifyPage, ShowsAnotherFileAsNotValid) {
    auto answer = verification("valid", "valid");
    answer.set("file_matches", false);
    EXPECT_TRUE(has(page(answer), catalogue().text(Language::az, "verify-mark-not_valid")));
}

}  // namespace
}  // namespace mohur::server
