// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/token/pkcs11_module.h"

#include <map>
#include <mutex>

#include <p11-kit/pkcs11.h>

/// The private header of PKCS#11: its types and the translation of its return values.
namespace mohur::signing {

class TokenSlot;

struct Pkcs11Module::State {
    const CK_FUNCTION_LIST* functions = nullptr;
    std::mutex mutex;
    std::map<std::string, std::weak_ptr<TokenSlot>> slots;  ///< by token; guarded by `mutex`
};

namespace pkcs11 {

/// "CKR_PIN_LOCKED", or its number.
[[nodiscard]] std::string name_of(CK_RV value);
/// The one translation of a failed call; PIN outcomes are typed.
[[nodiscard]] Error error(CK_RV value, std::string_view call);
/// True when session or object handles have lost their meaning (token pulled, reset or logged out
/// by somebody else) and a fresh session may well succeed.
[[nodiscard]] bool invalidates_handles(CK_RV value) noexcept;
[[nodiscard]] inline Result<void> check(CK_RV value, std::string_view call) {
    return value == CKR_OK ? Result<void>{} : error(value, call);
}

[[nodiscard]] Result<TokenInfo> token_info(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot);
[[nodiscard]] Result<std::vector<TokenInfo>> list_tokens(const CK_FUNCTION_LIST& functions);

}  // namespace pkcs11
}  // namespace mohur::signing
