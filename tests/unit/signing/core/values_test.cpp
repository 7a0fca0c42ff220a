// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/digest.h"
#include "signing/core/id.h"
#include "signing/core/secret.h"

#include <gtest/gtest.h>

namespace mohur {
namespace {

TEST(Uuid, Version7CarriesTimeAndSorts) {
    SystemRandom random;
    const auto early = Uuid::v7(*parse_rfc3339("2026-11-21T14:32:00.001Z"), random);
    const auto late = Uuid::v7(*parse_rfc3339("2026-11-21T14:32:00.002Z"), random);
    EXPECT_LT(early, late);
    EXPECT_EQ(to_string(early)[14], '7');
    EXPECT_EQ(*Uuid::parse(to_string(early)), early);
    EXPECT_FALSE(Uuid::parse("not-an-id"));
}

TEST(DigestAlgorithm, IsFoundByAnyUsualSpelling) {
    for (const auto* name : {"SHA-256", "sha256", "SHA2-256", "sha_256", "2.16.840.1.101.3.4.2.1",
                             "http://www.w3.org/2001/04/xmlenc#sha256"}) {
        EXPECT_EQ(digest_algorithm_from(name), DigestAlgorithm::sha256) << name;
    }
    EXPECT_EQ(digest_algorithm_from("sha3-256"), DigestAlgorithm::sha3_256);
    EXPECT_EQ(digest_algorithm_from("SHA2-224"), DigestAlgorithm::sha224);
    EXPECT_EQ(digest_algorithm_from("sha"), std::nullopt);
}

TEST(Secret, IsGoneAfterMove) {
    Secret pin{std::string_view{"123456"}};
    const Secret other{std::move(pin)};
    EXPECT_TRUE(pin.empty());  // NOLINT(bugprone-use-after-move): that is the point
    EXPECT_EQ(as_text(other.reveal()), "123456");
}

}  // namespace
}  // namespace mohur
