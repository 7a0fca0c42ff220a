// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/pkcs11_module.h"

#include "signing/token/pkcs11_internal.h"

#include <dlfcn.h>

namespace mohur::signing {
namespace {

constexpr CK_ULONG kMaxSlots = 1'024;

// PKCS#11 v2.40 3.2: fixed width, padded with blanks, not terminated.
template <std::size_t Size>
std::string padded_text(const CK_UTF8CHAR (&field)[Size]) {
    std::string text{as_text(BytesView{field, Size})};
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

template <class T>
bool is_wanted(const std::optional<T>& wanted, const T& found) {
    return !wanted.has_value() || *wanted == found;
}

Result<const CK_FUNCTION_LIST*> functions_of(const std::filesystem::path& library) {
    // NODELETE: modules register exit handlers and start threads that must not lose their code.
    void* loaded = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (loaded == nullptr) {
        return Error::not_found("token-module-missing", ::dlerror());
    }
    void* symbol = ::dlsym(loaded, "C_GetFunctionList");
    CK_FUNCTION_LIST* functions = nullptr;
    const auto get = reinterpret_cast<CK_C_GetFunctionList>(symbol);
    if (get == nullptr || get(&functions) != CKR_OK || functions == nullptr) {
        return Error::malformed("token-module-invalid", library.string());
    }
    return functions;
}

Result<std::vector<CK_SLOT_ID>> slot_ids(const CK_FUNCTION_LIST& functions) {
    CK_ULONG count = 0;
    MOHUR_TRY_VOID(
        pkcs11::check(functions.C_GetSlotList(CK_TRUE, nullptr, &count), "C_GetSlotList"));
    // One more than asked for, since a token may come in between.
    count = std::min(count + 1, kMaxSlots);
    std::vector<CK_SLOT_ID> ids(count);
    MOHUR_TRY_VOID(
        pkcs11::check(functions.C_GetSlotList(CK_TRUE, ids.data(), &count), "C_GetSlotList"));
    ids.resize(std::min<std::size_t>(count, ids.size()));
    return ids;
}

}  // namespace

bool TokenInfo::matches(const Pkcs11Uri& uri) const {
    return is_wanted(uri.token, label) && is_wanted(uri.manufacturer, manufacturer) &&
           is_wanted(uri.model, model) && is_wanted(uri.serial, serial) &&
           is_wanted(uri.slot_id, slot_id);
}

namespace pkcs11 {

Result<TokenInfo> token_info(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot) {
    CK_TOKEN_INFO info{};
    MOHUR_TRY_VOID(check(functions.C_GetTokenInfo(slot, &info), "C_GetTokenInfo"));
    if ((info.flags & CKF_TOKEN_INITIALIZED) == 0) {
        return Error::unavailable("token-missing", "not initialised");
    }
    const auto has = [&](CK_FLAGS flag) { return (info.flags & flag) != 0; };
    return TokenInfo{.slot_id = slot,
                     .label = padded_text(info.label),
                     .manufacturer = padded_text(info.manufacturerID),
                     .model = padded_text(info.model),
                     .serial = padded_text(info.serialNumber),
                     .login_required = has(CKF_LOGIN_REQUIRED),
                     .protected_authentication_path = has(CKF_PROTECTED_AUTHENTICATION_PATH),
                     .pin_locked = has(CKF_USER_PIN_LOCKED),
                     .pin_final_try = has(CKF_USER_PIN_FINAL_TRY)};
}

Result<std::vector<TokenInfo>> list_tokens(const CK_FUNCTION_LIST& functions) {
    MOHUR_TRY(const auto ids, slot_ids(functions));
    std::vector<TokenInfo> tokens;
    for (const CK_SLOT_ID id : ids) {
        auto info = token_info(functions, id);
        if (info) {
            tokens.push_back(*std::move(info));
        }
    }
    return tokens;
}

}  // namespace pkcs11

Pkcs11Module::Pkcs11Module(std::unique_ptr<State> state) : state_{std::move(state)} {}

Pkcs11Module::~Pkcs11Module() {
    state_->functions->C_Finalize(nullptr);
}

Result<std::unique_ptr<Pkcs11Module>> Pkcs11Module::load(const std::filesystem::path& library) {
    auto state = std::make_unique<State>();
    MOHUR_TRY(state->functions, functions_of(library));
    CK_C_INITIALIZE_ARGS arguments{};
    arguments.flags = CKF_OS_LOCKING_OK;
    MOHUR_TRY_VOID(pkcs11::check(state->functions->C_Initialize(&arguments), "C_Initialize"));
    return std::unique_ptr<Pkcs11Module>{new Pkcs11Module{std::move(state)}};
}

Result<std::vector<TokenInfo>> Pkcs11Module::tokens() const {
    return pkcs11::list_tokens(*state_->functions);
}

Result<TokenInfo> Pkcs11Module::find_token(const Pkcs11Uri& uri) const {
    MOHUR_TRY(auto all, tokens());
    std::erase_if(all, [&](const TokenInfo& token) { return !token.matches(uri); });
    if (all.empty()) {
        return Error::unavailable("token-missing");
    }
    if (all.size() > 1) {
        return Error::conflict("token-ambiguous", std::to_string(all.size()) + " tokens match");
    }
    return std::move(all.front());
}

}  // namespace mohur::signing
