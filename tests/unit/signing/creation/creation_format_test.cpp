// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/creation_format.h"

#include <gtest/gtest.h>

namespace mohur::signing {
namespace {

TEST(CreationFormat, EveryNameLeadsBackToItsFormat) {
    for (const auto& row : creation_format_names()) {
        EXPECT_EQ(creation_format_from(row.format, row.packaging), row.value);
        EXPECT_EQ(name_of(row.value).packaging, row.packaging);
    }
}

TEST(CreationFormat, HasADefaultPackaging) {
    EXPECT_EQ(creation_format_from("cades"), CreationFormat::cades_attached);
    EXPECT_EQ(creation_format_from("xades"), CreationFormat::xades_enveloping);
    EXPECT_EQ(creation_format_from("asic-e"), CreationFormat::asic_e_xades);
    EXPECT_EQ(creation_format_from("pades"), CreationFormat::pades);
}

TEST(CreationFormat, KnowsNoOtherCombination) {
    EXPECT_FALSE(creation_format_from("cades", "enveloped"));
    EXPECT_FALSE(creation_format_from("pades", "attached"));
    EXPECT_FALSE(creation_format_from("p7m"));
    EXPECT_FALSE(creation_format_from(""));
}

TEST(SignatureLevel, IsOrderedAndNamed) {
    EXPECT_LT(SignatureLevel::LT, SignatureLevel::LTA);
    for (const auto* name : {"B", "T", "LT", "LTA"}) {
        EXPECT_EQ(to_string(*signature_level_from(name)), name);
    }
    EXPECT_FALSE(signature_level_from("b"));
    EXPECT_FALSE(signature_level_from(""));
}

}  // namespace
}  // namespace mohur::signing
