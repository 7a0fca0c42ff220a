// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/messages/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mohur::server {
namespace {

const Catalogue& catalogue() {
    static const Catalogue built_in = Catalogue::built_in().value();
    return built_in;
}

TEST(Catalogue, SpeaksEveryLanguageForEveryCode) {
    ASSERT_FALSE(catalogue().codes().empty());
    for (const auto& code : catalogue().codes()) {
        EXPECT_TRUE(catalogue().contains(Language::az, code)) << code << " has no Azerbaijani text";
        EXPECT_TRUE(catalogue().contains(Language::en, code)) << code << " has no English text";
    }
}

TEST(Catalogue, AnswersInTheLanguageAskedFor) {
    EXPECT_EQ(catalogue().text(Language::en, "certificate-revoked"), "The certificate is revoked.");
    EXPECT_EQ(catalogue().text(Language::az, "certificate-revoked"), "Sertifikat ləğv edilib.");
}

TEST(Catalogue, AnswersAnUnknownCodeWithItself) {
    EXPECT_EQ(catalogue().text(Language::az, "no-such-code"), "no-such-code");
    EXPECT_FALSE(catalogue().contains(Language::az, "no-such-code"));
}

TEST(LanguageFrom, KnowsAzerbaijaniLocales) {
    EXPECT_EQ(language_from("az"), Language::az);
    EXPECT_EQ(language_from("az_AZ.UTF-8"), Language::az);
    EXPECT_EQ(language_from("en_GB.UTF-8"), Language::en);
    EXPECT_EQ(language_from(""), Language::en);
    EXPECT_EQ(language_from(to_string(Language::az)), Language::az);
    EXPECT_EQ(to_string(Language::en), "en");
}

}  // namespace
}  // namespace mohur::server
