// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/secret.h"

#include <memory>
#include <string>
#include <string_view>

namespace mohur::server {

/// Argon2id hashes of passwords (RFC 9106) by libsodium. Thread-safe; at most two are computed at
/// once, so that a burst of logins cannot take all memory.
class PasswordHasher {
public:
    /// Cost of one hash: `interactive` is libsodium's (64 MiB, two passes), `minimal` is for tests.
    enum class Cost { interactive, minimal };

    explicit PasswordHasher(Cost cost);
    ~PasswordHasher();
    PasswordHasher(const PasswordHasher&) = delete;
    PasswordHasher& operator=(const PasswordHasher&) = delete;

    /// The encoded hash with its salt and parameters ("$argon2id$...").
    [[nodiscard]] Result<std::string> hash(const Secret& password) const;
    /// Takes as long for an unknown account as for a wrong password: pass an empty `encoded`.
    [[nodiscard]] bool verify(const Secret& password, std::string_view encoded) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mohur::server
