// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/token/double/token_double.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>

namespace {

using mohur::testing::TokenDouble;

constexpr CK_SLOT_ID kSlot = 7;
constexpr CK_OBJECT_HANDLE kCertificate = 2'000'000;
constexpr CK_BYTE kId = 0x11;
constexpr char kLabel[] = "seal";

std::unique_ptr<TokenDouble> state;  // NOLINT: a PKCS#11 module is process-wide by its nature
bool initialised = false;

CK_RV scripted(const char* function) {
    auto& queue = state->scripted[function];
    if (queue.empty()) {
        return CKR_OK;
    }
    const CK_RV value = queue.front();
    queue.pop_front();
    return value;
}

/// The common part of every call on a session; notices when two threads are inside one.
class SessionCall {
public:
    SessionCall(const char* function, CK_SESSION_HANDLE session)
        : lock_{state->mutex}, session_{session} {
        value_ = scripted(function);
        if (value_ == CKR_OK && !state->present) {
            value_ = CKR_TOKEN_NOT_PRESENT;
        }
        if (value_ == CKR_OK && !state->sessions.contains(session)) {
            value_ = CKR_SESSION_HANDLE_INVALID;
        }
        state->shared_session |= !state->in_use.insert(session).second;
    }
    SessionCall(const SessionCall&) = delete;
    SessionCall& operator=(const SessionCall&) = delete;
    ~SessionCall() { state->in_use.erase(session_); }

    [[nodiscard]] CK_RV value() const { return value_; }
    /// Lets other threads in for a moment, as a slow token does.
    void dawdle() {
        lock_.unlock();
        std::this_thread::sleep_for(std::chrono::microseconds{200});
        lock_.lock();
    }

private:
    std::unique_lock<std::mutex> lock_;
    CK_SESSION_HANDLE session_;
    CK_RV value_ = CKR_OK;
};

CK_RV initialize(void* /*arguments*/) {
    if (initialised) {
        return CKR_CRYPTOKI_ALREADY_INITIALIZED;
    }
    initialised = true;
    return CKR_OK;
}

CK_RV finalize(void* /*reserved*/) {
    initialised = false;
    return CKR_OK;
}

CK_RV get_slot_list(CK_BBOOL /*present*/, CK_SLOT_ID* slots, CK_ULONG* count) {
    const std::lock_guard lock{state->mutex};
    *count = state->present ? 1 : 0;
    if (slots != nullptr && state->present) {
        slots[0] = kSlot;
    }
    return CKR_OK;
}

template <std::size_t Size>
void pad(CK_UTF8CHAR (&field)[Size], const char* text) {
    std::memset(field, ' ', Size);
    std::memcpy(field, text, std::min(Size, std::strlen(text)));
}

CK_RV get_token_info(CK_SLOT_ID /*slot*/, CK_TOKEN_INFO* info) {
    const std::lock_guard lock{state->mutex};
    if (!state->present) {
        return CKR_TOKEN_NOT_PRESENT;
    }
    *info = CK_TOKEN_INFO{};
    pad(info->label, "double");
    pad(info->manufacturerID, "Test");
    pad(info->model, "Double");
    pad(info->serialNumber, "0001");
    info->flags = CKF_TOKEN_INITIALIZED | CKF_USER_PIN_INITIALIZED;
    if (state->login_required) {
        info->flags |= CKF_LOGIN_REQUIRED;
    }
    if (state->protected_path) {
        info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
    }
    if (state->tries_left <= 0) {
        info->flags |= CKF_USER_PIN_LOCKED;
    }
    if (state->tries_left == 1) {
        info->flags |= CKF_USER_PIN_FINAL_TRY;
    }
    return CKR_OK;
}

CK_RV open_session(CK_SLOT_ID /*slot*/, CK_FLAGS /*flags*/, void* /*application*/,
                   CK_NOTIFY /*notify*/, CK_SESSION_HANDLE* session) {
    const std::lock_guard lock{state->mutex};
    if (!state->present) {
        return CKR_TOKEN_NOT_PRESENT;
    }
    if (const CK_RV value = scripted("C_OpenSession"); value != CKR_OK) {
        return value;
    }
    if (state->sessions.size() >= state->max_sessions) {
        return CKR_SESSION_COUNT;
    }
    *session = state->next_session++;
    state->sessions.insert(*session);
    state->most_sessions = std::max(state->most_sessions, state->sessions.size());
    return CKR_OK;
}

CK_RV close_session(CK_SESSION_HANDLE session) {
    const std::lock_guard lock{state->mutex};
    if (state->sessions.erase(session) == 0) {
        return CKR_SESSION_HANDLE_INVALID;
    }
    state->logged_in = state->logged_in && !state->sessions.empty();
    return CKR_OK;
}

CK_RV close_all_sessions(CK_SLOT_ID /*slot*/) {
    const std::lock_guard lock{state->mutex};
    state->sessions.clear();
    state->logged_in = false;
    return CKR_OK;
}

CK_RV prove(const CK_UTF8CHAR* pin, CK_ULONG length) {
    if (state->tries_left <= 0) {
        return CKR_PIN_LOCKED;
    }
    const bool typed_at_reader = pin == nullptr && state->protected_path;
    const bool right = pin != nullptr && length == state->pin.size() &&
                       std::memcmp(pin, state->pin.data(), length) == 0;
    if (typed_at_reader || right) {
        state->tries_left = 3;
        return CKR_OK;
    }
    --state->tries_left;
    return state->tries_left == 0 && !state->says_incorrect_when_locking ? CKR_PIN_LOCKED
                                                                         : CKR_PIN_INCORRECT;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR* pin, CK_ULONG length) {
    const SessionCall call{"C_Login", session};
    if (call.value() != CKR_OK) {
        return call.value();
    }
    if (user == CKU_CONTEXT_SPECIFIC) {
        ++state->context_logins;
        return prove(pin, length);
    }
    if (state->logged_in) {
        return CKR_USER_ALREADY_LOGGED_IN;
    }
    ++state->user_logins;
    const CK_RV value = prove(pin, length);
    state->logged_in = value == CKR_OK;
    return value;
}

CK_RV logout(CK_SESSION_HANDLE session) {
    const SessionCall call{"C_Logout", session};
    state->logged_in = false;
    return call.value();
}

CK_RV find_objects_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE* wanted, CK_ULONG count) {
    const SessionCall call{"C_FindObjectsInit", session};
    if (call.value() != CKR_OK) {
        return call.value();
    }
    auto& found = state->searches[session];
    found.clear();
    CK_OBJECT_CLASS object_class = 0;
    for (CK_ULONG i = 0; i < count; ++i) {
        if (wanted[i].type == CKA_CLASS) {
            std::memcpy(&object_class, wanted[i].pValue, sizeof object_class);
        }
    }
    if (object_class == CKO_CERTIFICATE && !state->certificate.empty()) {
        found.push_back(kCertificate);
    }
    const bool visible = state->logged_in || !state->login_required;
    for (std::size_t i = 0; object_class == CKO_PRIVATE_KEY && visible && i < state->keys; ++i) {
        found.push_back(state->key_handle + i);
    }
    return CKR_OK;
}

CK_RV find_objects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE* objects, CK_ULONG most,
                   CK_ULONG* count) {
    SessionCall call{"C_FindObjects", session};
    call.dawdle();
    *count = 0;
    auto& found = state->searches[session];
    for (; *count < most && !found.empty(); ++*count) {
        objects[*count] = found.front();
        found.pop_front();
    }
    return call.value();
}

CK_RV find_objects_final(CK_SESSION_HANDLE session) {
    return SessionCall{"C_FindObjectsFinal", session}.value();
}

CK_RV give(CK_ATTRIBUTE& attribute, const void* value, std::size_t size) {
    if (attribute.pValue != nullptr) {
        if (attribute.ulValueLen < size) {
            return CKR_BUFFER_TOO_SMALL;
        }
        std::memcpy(attribute.pValue, value, size);
    }
    attribute.ulValueLen = size;
    return CKR_OK;
}

CK_RV get_attribute_value(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                          CK_ATTRIBUTE* attribute, CK_ULONG /*count*/) {
    const SessionCall call{"C_GetAttributeValue", session};
    if (call.value() != CKR_OK) {
        return call.value();
    }
    const CK_KEY_TYPE type = CKK_EC;
    const CK_BBOOL always = state->always_authenticate ? CK_TRUE : CK_FALSE;
    switch (attribute->type) {
        case CKA_ID: return give(*attribute, &kId, sizeof kId);
        case CKA_LABEL: return give(*attribute, kLabel, sizeof kLabel - 1);
        case CKA_KEY_TYPE: return give(*attribute, &type, sizeof type);
        case CKA_ALWAYS_AUTHENTICATE: return give(*attribute, &always, sizeof always);
        case CKA_VALUE:
            if (object != kCertificate) {
                return CKR_ATTRIBUTE_SENSITIVE;
            }
            return give(*attribute, state->certificate.data(), state->certificate.size());
        default: return CKR_ATTRIBUTE_TYPE_INVALID;
    }
}

CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
    const SessionCall call{"C_SignInit", session};
    if (call.value() != CKR_OK) {
        return call.value();
    }
    if (state->login_required && !state->logged_in) {
        return CKR_USER_NOT_LOGGED_IN;
    }
    if (mechanism->mechanism != CKM_ECDSA) {
        return CKR_MECHANISM_INVALID;
    }
    return key == state->key_handle ? CKR_OK : CKR_KEY_HANDLE_INVALID;
}

CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE* data, CK_ULONG length, CK_BYTE* value,
           CK_ULONG* value_length) {
    SessionCall call{"C_Sign", session};
    call.dawdle();
    if (call.value() != CKR_OK) {
        return call.value();
    }
    ++state->signatures;
    state->signed_data.assign(data, data + length);
    std::memcpy(value, state->signature.data(), state->signature.size());
    *value_length = state->signature.size();
    return CKR_OK;
}

}  // namespace

extern "C" {

/// Starts afresh; the module must not be initialised.
TokenDouble* reset_token_double() {
    state = std::make_unique<TokenDouble>();
    return state.get();
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
    static CK_FUNCTION_LIST functions = [] {
        CK_FUNCTION_LIST all{};
        all.version = {2, 40};
        all.C_Initialize = initialize;
        all.C_Finalize = finalize;
        all.C_GetSlotList = get_slot_list;
        all.C_GetTokenInfo = get_token_info;
        all.C_OpenSession = open_session;
        all.C_CloseSession = close_session;
        all.C_CloseAllSessions = close_all_sessions;
        all.C_Login = login;
        all.C_Logout = logout;
        all.C_FindObjectsInit = find_objects_init;
        all.C_FindObjects = find_objects;
        all.C_FindObjectsFinal = find_objects_final;
        all.C_GetAttributeValue = get_attribute_value;
        all.C_SignInit = sign_init;
        all.C_Sign = sign;
        return all;
    }();
    *list = &functions;
    return CKR_OK;
}

}  // extern "C"
