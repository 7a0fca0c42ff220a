// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/exchange/consignment_note.h"

#include <gtest/gtest.h>

#include <functional>

namespace mohur::server {
namespace {

using documents::AnsweredLetter;
using documents::ConsignmentId;
using documents::Date;
using documents::FileRole;

constexpr Date kDay{std::chrono::year{2026}, std::chrono::month{7}, std::chrono::day{1}};

ConsignmentId id(char last) {
    return ConsignmentId::parse(std::string{"01a200c5-7c57-75e6-a196-ec296795193"} + last).value();
}

ConsignmentNote letter() {
    ConsignmentNote note;
    note.id = id('1');
    note.sender = {"numune-nazirliyi", "Nümunə Nazirliyi", "9952601861"};
    note.addressee = "sinaq-agentliyi";
    note.letter = LetterNote{"4/25-123",
                             kDay,
                             "Təkliflər barədə",
                             AnsweredLetter{id('2'), "D-7/26", kDay},
                             {{"letter.pdf", "imzalı.pdf", FileRole::main},
                              {"annex-1-qrafik.xlsx", "qrafik.xlsx", FileRole::annex}}};
    return note;
}

ConsignmentNote receipt() {
    ConsignmentNote note;
    note.id = id('3');
    note.sender = {"sinaq-agentliyi", "Sınaq Agentliyi", "9915908371"};
    note.addressee = "numune-nazirliyi";
    note.receipt = ReceiptNote{id('1'), "D-7/26", kDay};
    return note;
}

TEST(ConsignmentNote, ReadsTheLetterThatItWrote) {
    const auto written = to_json(letter());
    const auto note = consignment_note_from(Json::parse(written.dump(true)).value());
    ASSERT_TRUE(note) << note.error().detail;
    EXPECT_EQ(note->kind(), documents::ConsignmentKind::letter);
    EXPECT_EQ(note->sender, letter().sender);
    EXPECT_EQ(note->letter->reply_to->consignment, id('2'));
    EXPECT_EQ(note->letter->files, letter().letter->files);
    EXPECT_EQ(to_json(*note), written);
}

TEST(ConsignmentNote, ReadsTheReceiptThatItWrote) {
    const auto note = consignment_note_from(to_json(receipt()));
    ASSERT_TRUE(note) << note.error().detail;
    EXPECT_EQ(note->kind(), documents::ConsignmentKind::receipt);
    EXPECT_EQ(note->receipt->answers, id('1'));
    EXPECT_EQ(to_json(*note), to_json(receipt()));
}

TEST(ConsignmentNote, SaysWhichVersionItDoesNotKnow) {
    auto json = to_json(letter());
    json.set("version", 2);
    const auto note = consignment_note_from(json);
    ASSERT_FALSE(note);
    EXPECT_EQ(note.error().reason, "consignment-version");
}

struct Damage {
    const char* name;
    std::function<void(Json&)> apply;
};
/// Changes the member of a member.
std::function<void(Json&)> in(const char* object, const char* member, const Json& value) {
    return [=](Json& json) {
        auto inner = json[object];
        inner.set(member, value);
        json.set(object, inner);
    };
}
std::function<void(Json&)> top(const char* member, const Json& value) {
    return [=](Json& json) { json.set(member, value); };
}
Json file(const char* entry, const char* name, const char* role) {
    return Json::object({{"entry", entry}, {"name", name}, {"role", role}});
}

class DamagedNote : public ::testing::TestWithParam<Damage> {};
TEST_P(DamagedNote, IsMalformed) {
    auto json = to_json(letter());
    GetParam().apply(json);
    const auto note = consignment_note_from(json);
    ASSERT_FALSE(note);
    EXPECT_EQ(note.error().reason, "consignment-malformed") << note.error().detail;
    EXPECT_EQ(note.error().code, ErrorCode::malformed);
}
INSTANTIATE_TEST_SUITE_P(
    ConsignmentNote, DamagedNote,
    ::testing::Values(
        Damage{"NoObject", [](Json& json) { json = Json::array(); }},
        Damage{"VersionAsText", top("version", "1")}, Damage{"NoId", top("id", nullptr)},
        Damage{"IdIsNone", top("id", "x")}, Damage{"KindUnknown", top("kind", "parcel")},
        Damage{"KindOfReceipt", top("kind", "receipt")},
        Damage{"ReceiptBesideLetter", top("receipt", Json::object())},
        Damage{"UnknownMember", top("colour", "red")},
        Damage{"UnknownMemberInside", in("letter", "colour", "red")},
        Damage{"SenderWithoutVoen", in("sender", "voen", nullptr)},
        Damage{"VoenTooLong", in("sender", "voen", "99526018611")},
        Damage{"NoSuchDay", in("letter", "date", "2026-02-30")},
        Damage{"NoIndex", in("letter", "index", "")},
        Damage{"SubjectTooLong", in("letter", "subject", std::string(1'001, 'a'))},
        Damage{"NoFiles", in("letter", "files", Json::array())},
        Damage{"FilesAreNoList", in("letter", "files", "letter.pdf")},
        Damage{"NoMainFile", in("letter", "files", Json::array({file("a", "a", "annex")}))},
        Damage{"TwoMainFiles", in("letter", "files",
                                  Json::array({file("a", "a", "main"), file("b", "b", "main")}))},
        Damage{"EntryTwice", in("letter", "files",
                                Json::array({file("a", "a", "main"), file("a", "b", "annex")}))},
        Damage{"TheNoteItself",
               in("letter", "files", Json::array({file("consignment.json", "a", "main")}))},
        Damage{"OtherRole", in("letter", "files", Json::array({file("a", "a", "evidence")}))},
        Damage{"PathAsName", in("letter", "files", Json::array({file("a", "../a", "main")}))},
        Damage{"ControlInName", in("letter", "files", Json::array({file("a", "a\n", "main")}))},
        Damage{"AnswerWithoutIndex",
               in("letter", "reply_to", Json::object({{"date", "2026-07-01"}}))}),
    [](const auto& test) { return std::string{test.param.name}; });

TEST(ConsignmentNote, CountsCharactersNotOctets) {
    auto note = letter();
    note.letter->subject.clear();
    for (int i = 0; i < 1'000; ++i) {
        note.letter->subject += "ə";
    }
    EXPECT_TRUE(consignment_note_from(to_json(note)));
}

}  // namespace
}  // namespace mohur::server
