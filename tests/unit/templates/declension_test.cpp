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

class Decline : public ::testing::TestWithParam<Phrase> {};

TEST_P(Decline, FollowsVowelHarmony) {
    const auto& [nominative, genitive, dative, locative] = GetParam();
    EXPECT_EQ(decline(nominative, GrammaticalCase::genitive), genitive);
    EXPECT_EQ(decline(nominative, GrammaticalCase::dative), dative);
    EXPECT_EQ(decline(nominative, GrammaticalCase::locative), locative);
}

INSTANTIATE_TEST_SUITE_P(
    Phrases, Decline,
    ::testing::Values(
        Phrase{"Nümunə Nazirliyi", "Nümunə Nazirliyinin", "Nümunə Nazirliyinə",
               "Nümunə Nazirliyində"},
        Phrase{"Sınaq Agentliyi", "Sınaq Agentliyinin", "Sınaq Agentliyinə", "Sınaq Agentliyində"},
        Phrase{"Məmmədov Anar Rəşad oğlu", "Məmmədov Anar Rəşad oğlunun",
               "Məmmədov Anar Rəşad oğluna", "Məmmədov Anar Rəşad oğlunda"},
        Phrase{"Həsənova Nigar Tofiq qızı", "Həsənova Nigar Tofiq qızının",
               "Həsənova Nigar Tofiq qızına", "Həsənova Nigar Tofiq qızında"},
        Phrase{"Xəzinədarlıq bürosu", "Xəzinədarlıq bürosunun", "Xəzinədarlıq bürosuna",
               "Xəzinədarlıq bürosunda"},
        Phrase{"Statistika Komitəsi", "Statistika Komitəsinin", "Statistika Komitəsinə",
               "Statistika Komitəsində"},
        Phrase{"Dövlət Fondu", "Dövlət Fondunun", "Dövlət Fonduna", "Dövlət Fondunda"},
        Phrase{"Ölçü bölgüsü", "Ölçü bölgüsünün", "Ölçü bölgüsünə", "Ölçü bölgüsündə"},
        Phrase{"Aparat", "Aparatın", "Aparata", "Aparatda"},
        Phrase{"Sektor", "Sektorun", "Sektora", "Sektorda"},
        Phrase{"Departament", "Departamentin", "Departamentə", "Departamentdə"},
        Phrase{"Leyla", "Leylanın", "Leylaya", "Leylada"},
        Phrase{"Nümunə", "Nümunənin", "Nümunəyə", "Nümunədə"},
        Phrase{"SINAQ AGENTLİYİ", "SINAQ AGENTLİYİnin", "SINAQ AGENTLİYİnə", "SINAQ AGENTLİYİndə"},
        Phrase{"БТК", "БТК", "БТК", "БТК"}, Phrase{"", "", "", ""}));

}  // namespace
}  // namespace mohur::templates
