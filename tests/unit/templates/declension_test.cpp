// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/declension.h"

#include <gtest/gtest.h>

namespace mohur::templates {
namespace {

struct Phrase {
    const char* nominative;
    const char* genitive;
    const char* dative;
    const char* locative;
};

std::ostream& operator<<(std::ostream& out, const Phrase& phrase) {
    return out << phrase.nominative;
}

void expect_forms(const Phrase& phrase, NounKind kind) {
    EXPECT_EQ(decline(phrase.nominative, GrammaticalCase::genitive, kind), phrase.genitive);
    EXPECT_EQ(decline(phrase.nominative, GrammaticalCase::dative, kind), phrase.dative);
    EXPECT_EQ(decline(phrase.nominative, GrammaticalCase::locative, kind), phrase.locative);
}

class DeclineThing : public ::testing::TestWithParam<Phrase> {};

TEST_P(DeclineThing, GivesTheForms) {
    expect_forms(GetParam(), NounKind::thing);
}

INSTANTIATE_TEST_SUITE_P(
    PossessiveCompounds, DeclineThing,
    ::testing::Values(
        Phrase{"Nümunə Nazirliyi", "Nümunə Nazirliyinin", "Nümunə Nazirliyinə",
               "Nümunə Nazirliyində"},
        Phrase{"Sınaq Agentliyi", "Sınaq Agentliyinin", "Sınaq Agentliyinə", "Sınaq Agentliyində"},
        Phrase{"Statistika Komitəsi", "Statistika Komitəsinin", "Statistika Komitəsinə",
               "Statistika Komitəsində"},
        Phrase{"Hüquq şöbəsi", "Hüquq şöbəsinin", "Hüquq şöbəsinə", "Hüquq şöbəsində"},
        Phrase{"Xəzinədarlıq bürosu", "Xəzinədarlıq bürosunun", "Xəzinədarlıq bürosuna",
               "Xəzinədarlıq bürosunda"},
        Phrase{"Dövlət Fondu", "Dövlət Fondunun", "Dövlət Fonduna", "Dövlət Fondunda"},
        Phrase{"Mərkəzi Bankı", "Mərkəzi Bankının", "Mərkəzi Bankına", "Mərkəzi Bankında"},
        Phrase{"Quba Rayon İcra Hakimiyyəti", "Quba Rayon İcra Hakimiyyətinin",
               "Quba Rayon İcra Hakimiyyətinə", "Quba Rayon İcra Hakimiyyətində"},
        Phrase{"Sumqayıt Regional Filialı", "Sumqayıt Regional Filialının",
               "Sumqayıt Regional Filialına", "Sumqayıt Regional Filialında"},
        Phrase{"Bakı şəhəri", "Bakı şəhərinin", "Bakı şəhərinə", "Bakı şəhərində"},
        Phrase{"Rəhbərin köməkçisi", "Rəhbərin köməkçisinin", "Rəhbərin köməkçisinə",
               "Rəhbərin köməkçisində"},
        Phrase{"Ölçü bölgüsü", "Ölçü bölgüsünün", "Ölçü bölgüsünə", "Ölçü bölgüsündə"},
        Phrase{"Kadr məsələləri", "Kadr məsələlərinin", "Kadr məsələlərinə", "Kadr məsələlərində"},
        Phrase{"Nazirliyi", "Nazirliyinin", "Nazirliyinə", "Nazirliyində"},
        Phrase{"Komitəsi", "Komitəsinin", "Komitəsinə", "Komitəsində"},
        Phrase{"Tofiq qızı", "Tofiq qızının", "Tofiq qızına", "Tofiq qızında"}));

INSTANTIATE_TEST_SUITE_P(
    StemsInAVowel, DeclineThing,
    ::testing::Values(Phrase{"Bakı", "Bakının", "Bakıya", "Bakıda"},
                      Phrase{"Şəki", "Şəkinin", "Şəkiyə", "Şəkidə"},
                      Phrase{"Füzuli", "Füzulinin", "Füzuliyə", "Füzulidə"},
                      Phrase{"Böyük Bakı", "Böyük Bakının", "Böyük Bakıya", "Böyük Bakıda"},
                      Phrase{"Yeni Dehli", "Yeni Dehlinin", "Yeni Dehliyə", "Yeni Dehlidə"},
                      Phrase{"işçi", "işçinin", "işçiyə", "işçidə"},
                      Phrase{"Baş məsləhətçi", "Baş məsləhətçinin", "Baş məsləhətçiyə",
                             "Baş məsləhətçidə"},
                      Phrase{"baş sürücü", "baş sürücünün", "baş sürücüyə", "baş sürücüdə"},
                      Phrase{"Nümunə", "Nümunənin", "Nümunəyə", "Nümunədə"},
                      Phrase{"Gəncə", "Gəncənin", "Gəncəyə", "Gəncədə"},
                      Phrase{"Dəftərxana", "Dəftərxananın", "Dəftərxanaya", "Dəftərxanada"},
                      Phrase{"Tokio", "Tokionun", "Tokioya", "Tokioda"},
                      Phrase{"\"Azərsu\"", "\"Azərsu\"nun", "\"Azərsu\"ya", "\"Azərsu\"da"},
                      Phrase{"«Azərsu»", "«Azərsu»nun", "«Azərsu»ya", "«Azərsu»da"}));

INSTANTIATE_TEST_SUITE_P(
    StemsInAConsonant, DeclineThing,
    ::testing::Values(Phrase{"Aparat", "Aparatın", "Aparata", "Aparatda"},
                      Phrase{"Sektor", "Sektorun", "Sektora", "Sektorda"},
                      Phrase{"Departament", "Departamentin", "Departamentə", "Departamentdə"},
                      Phrase{"Göygöl", "Göygölün", "Göygölə", "Göygöldə"},
                      Phrase{"Rəhbərlik", "Rəhbərliyin", "Rəhbərliyə", "Rəhbərlikdə"},
                      Phrase{"Xəzinədarlıq", "Xəzinədarlığın", "Xəzinədarlığa", "Xəzinədarlıqda"},
                      Phrase{"Ədliyyə otaq", "Ədliyyə otağın", "Ədliyyə otağa", "Ədliyyə otaqda"},
                      Phrase{"gömrük", "gömrüyün", "gömrüyə", "gömrükdə"},
                      Phrase{"Bank", "Bankın", "Banka", "Bankda"},
                      Phrase{"İraq", "İraqın", "İraqa", "İraqda"},
                      Phrase{"akademik", "akademikin", "akademikə", "akademikdə"},
                      Phrase{"ittifaq", "ittifaqın", "ittifaqa", "ittifaqda"}));

INSTANTIATE_TEST_SUITE_P(
    CapitalsAndFigures, DeclineThing,
    ::testing::Values(Phrase{"BMT", "BMT-nin", "BMT-yə", "BMT-də"},
                      Phrase{"ADA", "ADA-nın", "ADA-ya", "ADA-da"},
                      Phrase{"NATO", "NATO-nun", "NATO-ya", "NATO-da"},
                      Phrase{"SOCAR", "SOCAR-ın", "SOCAR-a", "SOCAR-da"},
                      Phrase{"\"Azərenerji\" ASC", "\"Azərenerji\" ASC-nin",
                             "\"Azərenerji\" ASC-yə", "\"Azərenerji\" ASC-də"},
                      Phrase{"SINAQ AGENTLİYİ", "SINAQ AGENTLİYİNİN", "SINAQ AGENTLİYİNƏ",
                             "SINAQ AGENTLİYİNDƏ"},
                      Phrase{"RƏHBƏRLİK", "RƏHBƏRLİYİN", "RƏHBƏRLİYƏ", "RƏHBƏRLİKDƏ"},
                      Phrase{"Məktəb 12", "Məktəb 12", "Məktəb 12", "Məktəb 12"},
                      Phrase{"Бтк", "Бтк", "Бтк", "Бтк"}, Phrase{"", "", "", ""}));

class DeclinePerson : public ::testing::TestWithParam<Phrase> {};

TEST_P(DeclinePerson, GivesTheForms) {
    expect_forms(GetParam(), NounKind::person);
}

INSTANTIATE_TEST_SUITE_P(
    Names, DeclinePerson,
    ::testing::Values(
        Phrase{"Məmmədov Anar Rəşad oğlu", "Məmmədov Anar Rəşad oğlunun",
               "Məmmədov Anar Rəşad oğluna", "Məmmədov Anar Rəşad oğlunda"},
        Phrase{"Həsənova Nigar Tofiq qızı", "Həsənova Nigar Tofiq qızının",
               "Həsənova Nigar Tofiq qızına", "Həsənova Nigar Tofiq qızında"},
        Phrase{"cənab İlqar Əliyev", "cənab İlqar Əliyevin", "cənab İlqar Əliyevə",
               "cənab İlqar Əliyevdə"},
        Phrase{"Leyla", "Leylanın", "Leylaya", "Leylada"},
        Phrase{"Nərimanov Əli", "Nərimanov Əlinin", "Nərimanov Əliyə", "Nərimanov Əlidə"},
        Phrase{"Quliyeva Günəşli", "Quliyeva Günəşlinin", "Quliyeva Günəşliyə",
               "Quliyeva Günəşlidə"},
        Phrase{"Həsənov Tofiq", "Həsənov Tofiqin", "Həsənov Tofiqə", "Həsənov Tofiqdə"},
        Phrase{"Bəylərbəyov Malik", "Bəylərbəyov Malikin", "Bəylərbəyov Malikə",
               "Bəylərbəyov Malikdə"}));

}  // namespace
}  // namespace mohur::templates
