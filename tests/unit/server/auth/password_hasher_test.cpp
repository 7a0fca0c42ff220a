// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/auth/password_hasher.h"

#include <gtest/gtest.h>

namespace mohur::server {
namespace {

TEST(PasswordHasher, VerifiesOnlyTheSamePassword) {
    const PasswordHasher hasher{PasswordHasher::Cost::minimal};
    const auto encoded = hasher.hash(Secret{std::string_view{"Gizli-söz 1"}});
    ASSERT_TRUE(encoded);
    EXPECT_TRUE(encoded->starts_with("$argon2id$"));
    EXPECT_TRUE(hasher.verify(Secret{std::string_view{"Gizli-söz 1"}}, *encoded));
    EXPECT_FALSE(hasher.verify(Secret{std::string_view{"gizli-söz 1"}}, *encoded));
}

TEST(PasswordHasher, SaltsAndNeverMatchesAMissingAccount) {
    const PasswordHasher hasher{PasswordHasher::Cost::minimal};
    const Secret password{std::string_view{"x"}};
    EXPECT_NE(*hasher.hash(password), *hasher.hash(password));
    EXPECT_FALSE(hasher.verify(Secret{std::string_view{"no such account"}}, ""));
}

}  // namespace
}  // namespace mohur::server
