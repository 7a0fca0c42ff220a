// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_internal.h"

#include <algorithm>
#include <array>

namespace mohur::signing::pkcs11 {
namespace {

struct Row {
    CK_RV value;
    std::string_view name;
    ErrorCode code;
    std::string_view reason;
};

// Whatever is not listed is a token that failed.
constexpr std::array kRows{
    Row{CKR_PIN_INCORRECT, "CKR_PIN_INCORRECT", ErrorCode::denied, "pin-incorrect"},
    Row{CKR_PIN_INVALID, "CKR_PIN_INVALID", ErrorCode::denied, "pin-incorrect"},
    Row{CKR_PIN_LEN_RANGE, "CKR_PIN_LEN_RANGE", ErrorCode::denied, "pin-incorrect"},
    Row{CKR_PIN_LOCKED, "CKR_PIN_LOCKED", ErrorCode::denied, "pin-locked"},
    Row{CKR_PIN_EXPIRED, "CKR_PIN_EXPIRED", ErrorCode::denied, "pin-expired"},
    Row{CKR_USER_PIN_NOT_INITIALIZED, "CKR_USER_PIN_NOT_INITIALIZED", ErrorCode::denied,
        "pin-not-set"},
    Row{CKR_USER_NOT_LOGGED_IN, "CKR_USER_NOT_LOGGED_IN", ErrorCode::denied, "pin-required"},
    Row{CKR_FUNCTION_CANCELED, "CKR_FUNCTION_CANCELED", ErrorCode::denied, "pin-cancelled"},
    Row{CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT", ErrorCode::unavailable, "token-missing"},
    Row{CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED", ErrorCode::unavailable, "token-missing"},
    Row{CKR_SLOT_ID_INVALID, "CKR_SLOT_ID_INVALID", ErrorCode::unavailable, "token-missing"},
    Row{CKR_TOKEN_NOT_RECOGNIZED, "CKR_TOKEN_NOT_RECOGNIZED", ErrorCode::unavailable,
        "token-missing"},
    Row{CKR_SESSION_COUNT, "CKR_SESSION_COUNT", ErrorCode::unavailable, "token-busy"},
    Row{CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID", ErrorCode::unsupported, "key-mechanism"},
    Row{CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID", ErrorCode::unsupported,
        "key-mechanism"},
    Row{CKR_KEY_TYPE_INCONSISTENT, "CKR_KEY_TYPE_INCONSISTENT", ErrorCode::unsupported,
        "key-mechanism"},
    Row{CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED", ErrorCode::unsupported,
        "key-mechanism"},
    Row{CKR_CRYPTOKI_ALREADY_INITIALIZED, "CKR_CRYPTOKI_ALREADY_INITIALIZED", ErrorCode::conflict,
        "token-module-in-use"},
};

constexpr std::array kInvalidating{CKR_SESSION_HANDLE_INVALID, CKR_SESSION_CLOSED,
                                   CKR_KEY_HANDLE_INVALID,     CKR_OBJECT_HANDLE_INVALID,
                                   CKR_DEVICE_REMOVED,         CKR_TOKEN_NOT_PRESENT,
                                   CKR_DEVICE_ERROR,           CKR_USER_NOT_LOGGED_IN};

}  // namespace

std::string name_of(CK_RV value) {
    const auto row = std::ranges::find(kRows, value, &Row::value);
    if (row != kRows.end()) {
        return std::string{row->name};
    }
    Bytes octets;
    for (int shift = 24; shift >= 0; shift -= 8) {
        octets.push_back(static_cast<std::uint8_t>(value >> shift));
    }
    return "CKR 0x" + to_hex(octets);
}

Error error(CK_RV value, std::string_view call) {
    const auto row = std::ranges::find(kRows, value, &Row::value);
    std::string detail = std::string{call} + ": " + name_of(value);
    if (row == kRows.end()) {
        return Error::unavailable("token-failed", std::move(detail));
    }
    return Error{row->code, std::string{row->reason}, std::move(detail)};
}

bool invalidates_handles(CK_RV value) noexcept {
    return std::ranges::find(kInvalidating, value) != kInvalidating.end();
}

}  // namespace mohur::signing::pkcs11
