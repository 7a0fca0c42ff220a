// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "templates/qr_code.h"

#include <gtest/gtest.h>

namespace mohur::templates {
namespace {

TEST(QrCode, HasItsThreeFinders) {
    const auto qr = QrCode::encode("https://mohur.example/v/K7QF-3M9P-2XRA");
    ASSERT_TRUE(qr);
    const std::size_t last = qr->size() - 7;
    EXPECT_EQ((qr->size() - 17) % 4, 0U);  // ISO/IEC 18004 5.3.1: 17 + 4 x version
    for (const auto& [row, column] : {std::pair{0UL, 0UL}, {0UL, last}, {last, 0UL}}) {
        for (std::size_t i = 0; i < 7; ++i) {
            EXPECT_TRUE(qr->dark(row, column + i) && qr->dark(row + 6, column + i));
            EXPECT_EQ(qr->dark(row + 1, column + i), i == 0 || i == 6);
        }
    }
}

TEST(QrCode, RefusesWhatDoesNotFit) {
    EXPECT_TRUE(QrCode::encode(std::string(2'331, 'x')));  // version 40-M
    const auto long_one = QrCode::encode(std::string(2'332, 'x'));
    ASSERT_FALSE(long_one);
    EXPECT_EQ(long_one.error().reason, "qr-too-long");
    EXPECT_FALSE(QrCode::encode(""));
}

}  // namespace
}  // namespace mohur::templates
