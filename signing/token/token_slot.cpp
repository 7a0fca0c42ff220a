// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/mac.h"
#include "signing/token/token_slot_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

Error busy() {
    return Error::unavailable("token-busy");
}

}  // namespace

TokenSlot::Lease::Lease(Lease&& other) noexcept
    : slot_{std::exchange(other.slot_, nullptr)},
      handle_{other.handle_},
      generation_{other.generation_},
      failed_{other.failed_},
      stale_{other.stale_} {}

TokenSlot::Lease::~Lease() {
    if (slot_ != nullptr) {
        slot_->give_back(handle_, !failed_);
    }
}

Result<void> TokenSlot::Lease::check(CK_RV value, std::string_view call) {
    if (value == CKR_OK) {
        return {};
    }
    failed_ = true;
    stale_ = stale_ || pkcs11::invalidates_handles(value);
    return pkcs11::error(value, call);
}

Result<std::shared_ptr<TokenSlot>> TokenSlot::of(Pkcs11Module& module, const TokenInfo& token,
                                                 std::size_t max_sessions) {
    auto& state = module.state();
    const std::lock_guard lock{state.mutex};
    // By the token, not by the slot: it may be plugged elsewhere.
    auto& known = state.slots[token.manufacturer + '\0' + token.serial + '\0' + token.label];
    if (auto slot = known.lock()) {
        return slot;
    }
    auto slot = std::make_shared<TokenSlot>(*state.functions, token,
                                            std::max<std::size_t>(1, max_sessions));
    MOHUR_TRY(slot->anchor_, slot->open_session());
    known = slot;
    return slot;
}

// Nothing here can fail usefully; the token forgets the login when its last session closes anyway.
TokenSlot::~TokenSlot() {
    if (logged_in_) {
        functions_.C_Logout(anchor_);
    }
    for (const CK_SESSION_HANDLE session : idle_) {
        functions_.C_CloseSession(session);
    }
    functions_.C_CloseSession(anchor_);
}

Result<CK_SESSION_HANDLE> TokenSlot::open_session() const {
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
    MOHUR_TRY_VOID(pkcs11::check(
        functions_.C_OpenSession(token_.slot_id, CKF_SERIAL_SESSION, nullptr, nullptr, &session),
        "C_OpenSession"));
    return session;
}

CK_RV TokenSlot::call_login(CK_SESSION_HANDLE session, CK_USER_TYPE user, const Secret& pin) const {
    const BytesView octets = pin.reveal();
    // The interface lacks const; a null PIN asks the reader's own keyboard.
    auto* text = octets.empty() ? nullptr : const_cast<CK_UTF8CHAR*>(octets.data());
    return functions_.C_Login(session, user, text, octets.size());
}

Result<CK_RV> TokenSlot::prove_locked(const Secret& pin) {
    CK_RV value = call_login(anchor_, CKU_USER, pin);
    if (value == CKR_USER_ALREADY_LOGGED_IN) {
        // Left by somebody else in this process; this PIN has not been proved yet.
        functions_.C_Logout(anchor_);
        value = call_login(anchor_, CKU_USER, pin);
    } else if (pkcs11::invalidates_handles(value)) {
        MOHUR_TRY(anchor_, open_session());
        value = call_login(anchor_, CKU_USER, pin);
    }
    return value;
}

Result<void> TokenSlot::log_in_locked(const Secret& pin) {
    // Asked afresh: each wrong PIN brings the lock nearer.
    MOHUR_TRY(const TokenInfo before, pkcs11::token_info(functions_, token_.slot_id));
    if (!before.login_required) {
        return {};
    }
    if (before.pin_locked) {
        return Error::denied("pin-locked");
    }
    if (pin.empty() && !before.protected_authentication_path) {
        return Error::denied("pin-required");
    }
    MOHUR_TRY(const CK_RV value, prove_locked(pin));
    if (value != CKR_OK) {
        // Some tokens call the try that locks them merely incorrect.
        const auto after = pkcs11::token_info(functions_, token_.slot_id);
        const bool locked = value == CKR_PIN_INCORRECT && after && after->pin_locked;
        return pkcs11::error(locked ? CKR_PIN_LOCKED : value, "C_Login");
    }
    logged_in_ = true;
    pin_ = pin.clone();
    return {};
}

Result<void> TokenSlot::login(const Secret& pin) {
    const std::lock_guard lock{login_mutex_};
    if (!logged_in_) {
        return log_in_locked(pin);
    }
    return constant_time_equal(pin.reveal(), pin_.reveal())
               ? Result<void>{}
               : Error::denied("pin-incorrect", "differs from the PIN that opened the token");
}

Result<void> TokenSlot::login_for_operation(Lease& lease) {
    Secret pin;
    {
        const std::lock_guard lock{login_mutex_};
        pin = pin_.clone();
    }
    return lease.check(call_login(lease.handle(), CKU_CONTEXT_SPECIFIC, pin), "C_Login");
}

Result<TokenSlot::Lease> TokenSlot::acquire(std::chrono::milliseconds wait) {
    const auto deadline = std::chrono::steady_clock::now() + wait;
    std::unique_lock lock{mutex_};
    for (;;) {
        const auto is_free = [&] { return !recovering_ && leased_ < max_sessions_; };
        if (!changed_.wait_until(lock, deadline, is_free)) {
            return busy();
        }
        ++leased_;
        if (!idle_.empty()) {
            const CK_SESSION_HANDLE session = idle_.back();
            idle_.pop_back();
            return Lease{*this, session, generation_};
        }
        const std::uint64_t generation = generation_;
        lock.unlock();
        const auto session = open_session();
        if (session) {
            return Lease{*this, *session, generation};
        }
        lock.lock();
        --leased_;
        changed_.notify_all();
        if (session.error().reason != "token-busy" || leased_ == 0) {
            return session.error();
        }
        // The token has fewer sessions than we hoped; those that are out must do.
        max_sessions_ = leased_;
    }
}

std::uint64_t TokenSlot::generation() {
    const std::lock_guard lock{mutex_};
    return generation_;
}

void TokenSlot::give_back(CK_SESSION_HANDLE handle, bool reusable) noexcept {
    if (!reusable) {
        functions_.C_CloseSession(handle);
    }
    const std::lock_guard lock{mutex_};
    --leased_;
    if (reusable) {
        idle_.push_back(handle);
    }
    changed_.notify_all();
}

Result<void> TokenSlot::reopen_locked() {
    functions_.C_CloseAllSessions(token_.slot_id);
    logged_in_ = false;
    MOHUR_TRY(const auto tokens, pkcs11::list_tokens(functions_));
    const auto found = std::ranges::find_if(tokens, [&](const TokenInfo& token) {
        return token.serial == token_.serial && token.label == token_.label;
    });
    if (found == tokens.end()) {
        return Error::unavailable("token-missing", token_.label);
    }
    token_ = *found;
    MOHUR_TRY(anchor_, open_session());
    const Secret pin = pin_.clone();
    auto proved = log_in_locked(pin);
    if (!proved && proved.error().code == ErrorCode::denied) {
        // Changed meanwhile. Tried again and again it would lock the token.
        pin_ = Secret{};
    }
    return proved;
}

Result<void> TokenSlot::recover(std::uint64_t generation, std::chrono::milliseconds wait) {
    const std::lock_guard login_lock{login_mutex_};
    std::unique_lock lock{mutex_};
    if (generation_ != generation) {
        return {};
    }
    // New sessions may get the numbers of old ones, so none may be in use while they are opened.
    recovering_ = true;
    const bool quiet = changed_.wait_for(lock, wait, [&] { return leased_ == 0; });
    Result<void> reopened = busy();
    if (quiet) {
        idle_.clear();
        lock.unlock();
        reopened = reopen_locked();
        lock.lock();
    }
    generation_ += reopened ? 1U : 0U;
    recovering_ = false;
    changed_.notify_all();
    return reopened;
}

}  // namespace mohur::signing
