// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/renderer.h"

#include "tests/unit/templates/samples.h"

#include <gmock/gmock.h>

#include <future>
#include <sstream>

namespace mohur::templates::testing {
namespace {

using mohur::testing::have_command;
using mohur::testing::run;
using mohur::testing::TemporaryFolder;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

/// A paper in a folder, for the judges.
class Paper {
public:
    explicit Paper(const Rendered& rendered) : file_{folder_.write("paper.pdf", rendered.pdf)} {}
    [[nodiscard]] std::string judged(const std::string& command) const {
        return run("cd " + folder_.path().string() + " && " + command).output;
    }
    [[nodiscard]] std::string text() const { return judged("pdftotext -layout paper.pdf -"); }

private:
    TemporaryFolder folder_;
    std::filesystem::path file_;
};

Rendered sample_paper(std::string_view id, const std::string& language = "az") {
    const auto chosen = package(id);
    return rendered(chosen, chosen.sample(), context(language));
}

class EachTemplate : public ::testing::TestWithParam<std::tuple<std::string_view, const char*>> {
protected:
    static Rendered sample() {
        return sample_paper(std::get<0>(GetParam()), std::get<1>(GetParam()));
    }
};

TEST_P(EachTemplate, EmbedsASubsetOfEachFont) {
    const std::string fonts = Paper{sample()}.judged("pdffonts paper.pdf | tail -n +3");
    EXPECT_THAT(fonts, HasSubstr("NotoS"));
    std::istringstream lines{fonts};
    for (std::string line; std::getline(lines, line);) {
        EXPECT_THAT(line, ContainsRegex("^[A-Z]{6}\\+NotoS.* yes +yes +yes ")) << fonts;
    }
}

TEST_P(EachTemplate, IsSoundForQpdf) {
    EXPECT_THAT(Paper{sample()}.judged("qpdf --check paper.pdf"),
                HasSubstr("No syntax or stream encoding errors found"));
}

TEST_P(EachTemplate, CarriesItsFactsAsData) {
    const Rendered rendered = sample();
    const Paper paper{rendered};
    EXPECT_THAT(paper.judged("pdfdetach -saveall -o . paper.pdf && cat facts.xml"),
                std::string{as_text(rendered.facts_xml)});
    EXPECT_THAT(paper.judged("qpdf --qdf --object-streams=disable paper.pdf - | grep -a AFRel"),
                HasSubstr("/AFRelationship /Data"));
}

TEST_P(EachTemplate, HasAQrCodeThatReads) {
    if (!have_command("zbarimg")) {
        GTEST_SKIP() << "zbarimg (package zbar-tools) is not installed";
    }
    EXPECT_THAT(
        Paper{sample()}.judged("pdftoppm -r 150 -png paper.pdf p && zbarimg -q --raw p-*.png"),
        HasSubstr("https://mohur.example/v/K7QF-3M9P-2XRA"));
}

// What veraPDF found in the output of cairo and QPDFWriter as they come.
TEST_P(EachTemplate, SpellsOutWhatPdfAWants) {
    const Rendered rendered = sample();
    const std::string_view octets = as_text(rendered.pdf);
    std::size_t streams = 0;
    for (std::size_t at = octets.find("endstream"); at != octets.npos;
         at = octets.find("endstream", at + 1)) {
        EXPECT_EQ(octets[at - 1], '\n') << "ISO 19005-3 clause 6.1.7.1";
        ++streams;
    }
    EXPECT_GT(streams, 5U);
    const std::string qdf = Paper{rendered}.judged("qpdf --qdf paper.pdf - | strings");
    const auto count = [&](std::string_view what) {
        std::size_t found = 0;
        for (std::size_t at = qdf.find(what); at != qdf.npos; at = qdf.find(what, at + 1)) {
            ++found;
        }
        return found;
    };
    EXPECT_GT(count("/CIDFontType2"), 0U);
    EXPECT_EQ(count("/CIDToGIDMap /Identity"), count("/CIDFontType2")) << "clause 6.2.11.3.2";
}

TEST_P(EachTemplate, IsTheSameForTheSameInput) {
    EXPECT_EQ(sample().pdf, sample().pdf);
}

INSTANTIATE_TEST_SUITE_P(Shipped, EachTemplate,
                         ::testing::Combine(::testing::Values("official-letter",
                                                              "employment-certificate"),
                                            ::testing::Values("az", "en")));

TEST(OfficialLetter, SaysInAzerbaijaniWhatTheFactsSay) {
    const std::string text = Paper{sample_paper("official-letter")}.text();
    for (const char* part :
         {"NÜMUNƏ NAZİRLİYİ", "№ 4/25-123", "21.11.2026", "Sınaq Agentliyinə",
          "cənab İlqar Əliyevə", "Hörmətli İlqar müəllim,",
          "Sizin 04.11.2026 tarixli, D-17/26 nömrəli məktubunuza cavab olaraq bildiririk ki,",
          "Əlavə: 3 vərəqdə.", "Hörmətlə,", "Anar Məmmədov",
          "İcraçı: L.Quliyeva, tel.: (012) 555 01 23", "K7QF-3M9P-2XRA", "Səhifə 1 / 1"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
    EXPECT_THAT(text, Not(HasSubstr("əvəzinə")));
}

TEST(OfficialLetter, LeavesOutWhatThereIsNoFactFor) {
    const auto letter = package("official-letter");
    Json facts;
    for (const auto& [name, value] : letter.sample().members()) {
        if (name != "incoming" && name != "subject" && name != "salutation") {
            facts.set(name, name == "attachment_sheets" ? Json{0} : value);
        }
    }
    const std::string text = Paper{rendered(letter, facts, context())}.text();
    EXPECT_THAT(text, Not(HasSubstr("məktubunuza")));
    EXPECT_THAT(text, Not(HasSubstr("Əlavə:")));
    EXPECT_THAT(text, HasSubstr("Hörmətlə,"));
}

TEST(OfficialLetter, TakesTheFormOfANameFromTheFacts) {
    const auto letter = package("official-letter");
    const Json addressee = Json::object({{"agency", "DOST"}, {"agency_dative", "DOST-a"}});
    EXPECT_THAT(
        Paper{rendered(letter, with(letter.sample(), "addressee", addressee), context())}.text(),
        HasSubstr("DOST-a"));
}

TEST(OfficialLetter, NamesThePrincipalOfAnActingSigner) {
    const auto letter = package("official-letter");
    const Json signer = Json::object({{"post", "Nazir müavini"},
                                      {"name", "Vüsal Abbasov"},
                                      {"acting_for", "Nazir Anar Məmmədov"}});
    EXPECT_THAT(Paper{rendered(letter, with(letter.sample(), "signer", signer), context())}.text(),
                HasSubstr("Nazir Anar Məmmədovun əvəzinə"));
}

TEST(OfficialLetter, RunsOverSeveralPages) {
    const auto letter = package("official-letter");
    Json body;
    for (int i = 1; i <= 30; ++i) {
        body.push("Bənd " + std::to_string(i) + ". " +
                  letter.sample()["body"].items()[0].as_string());
    }
    const Rendered paper = rendered(letter, with(letter.sample(), "body", body), context());
    const Paper judged{paper};
    EXPECT_GE(paper.pages, 2U);
    EXPECT_THAT(judged.judged("pdfinfo paper.pdf"),
                HasSubstr("Pages:           " + std::to_string(paper.pages)));
    const std::string pages = std::to_string(paper.pages);
    const std::string last = judged.judged("pdftotext -layout -f " + pages + " paper.pdf -");
    EXPECT_THAT(last, AllOf(HasSubstr("Səhifə " + pages + " / " + pages), HasSubstr("Bənd 30."),
                            HasSubstr("YOXLAMA KODU")));
    EXPECT_THAT(judged.judged("pdftotext -layout -l 1 paper.pdf -"),
                AllOf(HasSubstr("Səhifə 1 / " + pages), HasSubstr("Bənd 1."),
                      Not(HasSubstr("YOXLAMA KODU"))));
}

TEST(OfficialLetter, MarksADraft) {
    RenderContext draft = context();
    draft.draft = true;
    const auto letter = package("official-letter");
    EXPECT_THAT(Paper{rendered(letter, letter.sample(), draft)}.judged(
                    "pdftotext -raw paper.pdf - | tr -d '\\n'"),
                HasSubstr("LAYİHƏ"));
    EXPECT_THAT(
        Paper{sample_paper("official-letter")}.judged("pdftotext -raw paper.pdf - | tr -d '\\n'"),
        Not(HasSubstr("LAYİHƏ")));
}

TEST(OfficialLetter, IsAnA4PageWithTitleAndAuthor) {
    EXPECT_THAT(Paper{sample_paper("official-letter")}.judged("pdfinfo paper.pdf"),
                AllOf(HasSubstr("Page size:       595.276 x 841.89 pts (A4)"),
                      HasSubstr("Rəsmi məktub № 4/25-123"), HasSubstr("Nümunə Nazirliyi")));
}

TEST(EmploymentCertificate, DeclinesNamesInItsSentence) {
    const std::string text = Paper{sample_paper("employment-certificate")}.judged(
        "pdftotext -raw paper.pdf - | tr '\\n' ' '");
    EXPECT_THAT(
        text,
        HasSubstr(
            "Arayış verilir Həsənova Nigar Tofiq qızına (FİN 5TR8W1Z) ona görə ki, o, 04.03.2019 "
            "tarixindən Nümunə Nazirliyinin Hüquq şöbəsində baş məsləhətçi vəzifəsində çalışır."));
    EXPECT_THAT(text, HasSubstr("Arayış tələb olunan yerə təqdim olunmaq üçün verilir."));
}

TEST(EmploymentCertificate, SpeaksEnglish) {
    EXPECT_THAT(Paper{sample_paper("employment-certificate", "en")}.text(),
                AllOf(HasSubstr("This is to certify that"), HasSubstr("VERIFICATION CODE"),
                      HasSubstr("Page 1 / 1")));
}

struct Refusal {
    const char* name;
    Json facts;
    const char* reason;
    const char* detail;
};

std::ostream& operator<<(std::ostream& out, const Refusal& refusal) {
    return out << refusal.name;
}

Json letter_facts() {
    return package("official-letter").sample();
}

class Refuses : public ::testing::TestWithParam<Refusal> {};

TEST_P(Refuses, AndNamesIt) {
    const auto paper = render(package("official-letter"), GetParam().facts, context());
    ASSERT_FALSE(paper);
    EXPECT_EQ(paper.error().reason, GetParam().reason);
    EXPECT_EQ(paper.error().detail, GetParam().detail);
}

INSTANTIATE_TEST_SUITE_P(
    Letter, Refuses,
    ::testing::Values(Refusal{"missing", Json::object({{"agency", letter_facts()["agency"]}}),
                              "fact-missing", "/addressee"},
                      Refusal{"unknown", with(letter_facts(), "stamp", "x"), "fact-unknown",
                              "/stamp"},
                      Refusal{"wrong", with(letter_facts(), "attachment_sheets", -1),
                              "fact-invalid", "/attachment_sheets: minimum"},
                      Refusal{"emoji", with(letter_facts(), "subject", "Salam 😀"), "glyph-missing",
                              "/subject: U+1F600"},
                      Refusal{"chinese", with(letter_facts(), "body", Json::array({"bir", "文"})),
                              "glyph-missing", "/body/1: U+6587"},
                      Refusal{"override", with(letter_facts(), "subject", "100\u202E001"),
                              "fact-invalid", "/subject: characters"}));

TEST(Render, RefusesALanguageThatThePackageDoesNotSpeak) {
    const auto paper = render(package("official-letter"), letter_facts(), context("ru"));
    ASSERT_FALSE(paper);
    EXPECT_EQ(paper.error(), Error::not_found("template-language", "ru"));
}

TEST(Render, WorksInSeveralThreadsAtOnce) {
    const auto letter = package("official-letter");
    const auto paper = [&] { return render(letter, letter.sample(), context()); };
    const Bytes alone = paper()->pdf;
    std::vector<std::future<Result<Rendered>>> papers;
    for (int i = 0; i < 4; ++i) {
        papers.push_back(std::async(std::launch::async, paper));
    }
    for (auto& each : papers) {
        EXPECT_EQ(each.get()->pdf, alone);
    }
}

TEST(Render, RefusesAFontThatIsNotThere) {
    const auto package = TemplatePackage::create(
        {{"package.json", R"({"id": "small", "version": 1, "kind": "letter"})"},
         {"layout.json", R"({"page": {}, "styles": {"s": {"family": "Comic Nonsense"}},
                             "blocks": [{"type": "text", "text": "t", "style": "s"}]})"},
         {"facts.schema.json", R"({"type": "object", "additionalProperties": false})"},
         {"sample.json", "{}"},
         {"form.az.json", R"({"title": "Kiçik"})"},
         {"texts/az.json", R"({"t": "x"})"}});
    ASSERT_TRUE(package);
    const auto paper = render(*package, Json::object(), context());
    ASSERT_FALSE(paper);
    EXPECT_EQ(paper.error(), Error::unavailable("font-missing", "Comic Nonsense"));
}

TEST(Render, RefusesAnAddressThatNoQrCodeHolds) {
    RenderContext endless = context();
    endless.qr_url = std::string(3000, 'x');
    const auto paper = render(package("official-letter"), letter_facts(), endless);
    ASSERT_FALSE(paper);
    EXPECT_EQ(paper.error().reason, "qr-too-long");
}

}  // namespace
}  // namespace mohur::templates::testing
