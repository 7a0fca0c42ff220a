// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"
#include "signing/token/pkcs11_uri.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace mohur::signing {

/// What a token says of itself.
struct TokenInfo {
    std::uint64_t slot_id = 0;
    std::string label;
    std::string manufacturer;
    std::string model;
    std::string serial;
    bool login_required = true;
    bool protected_authentication_path = false;  ///< the PIN is typed at the reader
    bool pin_locked = false;
    bool pin_final_try = false;

    /// Every token attribute of the URI that is present is the same.
    [[nodiscard]] bool matches(const Pkcs11Uri& uri) const;
};

/// A loaded PKCS#11 module (v2.40). There is one per module and process, made where the process is
/// composed: C_Initialize and the login state of a token belong to the whole process. Thread-safe.
/// Devices borrow it; it must outlive them.
class Pkcs11Module {
public:
    /// Errors: `not_found` "token-module-missing"; `malformed` "token-module-invalid"; `conflict`
    /// "token-module-in-use" when this process has initialised it already; `unavailable`
    /// "token-failed".
    [[nodiscard]] static Result<std::unique_ptr<Pkcs11Module>> load(
        const std::filesystem::path& library);
    Pkcs11Module(const Pkcs11Module&) = delete;
    Pkcs11Module& operator=(const Pkcs11Module&) = delete;
    /// C_Finalize.
    ~Pkcs11Module();

    /// The initialised tokens that are present now.
    [[nodiscard]] Result<std::vector<TokenInfo>> tokens() const;
    /// The one token that the URI names. Errors: `unavailable` "token-missing", `conflict`
    /// "token-ambiguous".
    [[nodiscard]] Result<TokenInfo> find_token(const Pkcs11Uri& uri) const;

    struct State;  // defined in pkcs11_internal.h
    [[nodiscard]] State& state() const noexcept { return *state_; }

private:
    explicit Pkcs11Module(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace mohur::signing
