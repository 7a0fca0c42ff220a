// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/auth/password_hasher.h"

#include <array>
#include <semaphore>

#include <sodium.h>

namespace mohur::server {
namespace {

constexpr std::ptrdiff_t kAtOnce = 2;

const char* characters(const Secret& password) {
    return reinterpret_cast<const char*>(password.reveal().data());
}

/// Holds one of the slots while a hash is computed.
class Slot {
public:
    explicit Slot(std::counting_semaphore<kAtOnce>& slots) : slots_{slots} { slots_.acquire(); }
    ~Slot() { slots_.release(); }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

private:
    std::counting_semaphore<kAtOnce>& slots_;
};

}  // namespace

struct PasswordHasher::State {
    std::counting_semaphore<kAtOnce> slots{kAtOnce};
    unsigned long long passes = 0;
    std::size_t memory = 0;
    std::string decoy;  // compared against when there is no such account
};

PasswordHasher::PasswordHasher(Cost cost) : state_{std::make_unique<State>()} {
    MOHUR_CHECK(sodium_init() >= 0);
    const bool real = cost == Cost::interactive;
    state_->passes = real ? crypto_pwhash_OPSLIMIT_INTERACTIVE : crypto_pwhash_OPSLIMIT_MIN;
    state_->memory = real ? crypto_pwhash_MEMLIMIT_INTERACTIVE : crypto_pwhash_MEMLIMIT_MIN;
    if (const auto decoy = hash(Secret{std::string_view{"no such account"}})) {
        state_->decoy = *decoy;
    }
}

PasswordHasher::~PasswordHasher() = default;

Result<std::string> PasswordHasher::hash(const Secret& password) const {
    const Slot slot{state_->slots};
    std::array<char, crypto_pwhash_STRBYTES> encoded{};
    if (crypto_pwhash_str(encoded.data(), characters(password), password.reveal().size(),
                          state_->passes, state_->memory) != 0) {
        return Error::unavailable("out-of-memory", "argon2id");
    }
    return std::string{encoded.data()};
}

bool PasswordHasher::verify(const Secret& password, std::string_view encoded) const {
    const Slot slot{state_->slots};
    const std::string against{encoded.empty() ? std::string_view{state_->decoy} : encoded};
    const bool matches = crypto_pwhash_str_verify(against.c_str(), characters(password),
                                                  password.reveal().size()) == 0;
    return matches && !encoded.empty();
}

}  // namespace mohur::server
