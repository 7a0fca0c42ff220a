// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/secret.h"
#include "signing/token/pkcs11_internal.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace mohur::signing {

/// One token as this process uses it: its login, which PKCS#11 keeps per application, and a bounded
/// pool of sessions, of which each serves one thread at a time. Thread-safe.
///
/// When handles lose their meaning, `recover` opens everything anew, once for all threads that
/// noticed; a generation number tells old handles from new ones.
class TokenSlot {
public:
    /// A session that is this thread's until destroyed. A session whose call failed is closed, not
    /// returned: an operation may still be active on it.
    class Lease {
    public:
        Lease(TokenSlot& slot, CK_SESSION_HANDLE handle, std::uint64_t generation)
            : slot_{&slot}, handle_{handle}, generation_{generation} {}
        Lease(Lease&& other) noexcept;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        [[nodiscard]] CK_SESSION_HANDLE handle() const noexcept { return handle_; }
        [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }
        [[nodiscard]] const CK_FUNCTION_LIST& functions() const noexcept {
            return slot_->functions_;
        }
        [[nodiscard]] TokenSlot& slot() const noexcept { return *slot_; }
        /// Notes what the call did to the session and translates its failure.
        [[nodiscard]] Result<void> check(CK_RV value, std::string_view call);
        /// True when a call failed because its handles had lost their meaning.
        [[nodiscard]] bool stale() const noexcept { return stale_; }

    private:
        TokenSlot* slot_;
        CK_SESSION_HANDLE handle_;
        std::uint64_t generation_;
        bool failed_ = false;
        bool stale_ = false;
    };

    /// The slot that the module keeps for this token, made at first use. `max_sessions` counts at
    /// that moment only.
    [[nodiscard]] static Result<std::shared_ptr<TokenSlot>> of(Pkcs11Module& module,
                                                               const TokenInfo& token,
                                                               std::size_t max_sessions);
    TokenSlot(const CK_FUNCTION_LIST& functions, TokenInfo token, std::size_t max_sessions)
        : functions_{functions}, token_{std::move(token)}, max_sessions_{max_sessions} {
        idle_.reserve(max_sessions);
    }
    TokenSlot(const TokenSlot&) = delete;
    TokenSlot& operator=(const TokenSlot&) = delete;
    /// Logs out and closes every session.
    ~TokenSlot();

    /// Proves `pin` (empty: typed at the reader). A second login is compared with the PIN that
    /// opened the token: CKR_USER_ALREADY_LOGGED_IN comes for any PIN and proves nothing.
    [[nodiscard]] Result<void> login(const Secret& pin);
    /// Errors: `unavailable` "token-busy" after `wait`.
    [[nodiscard]] Result<Lease> acquire(std::chrono::milliseconds wait);
    [[nodiscard]] std::uint64_t generation();
    /// Opens and logs in anew unless another thread has done so since `generation`.
    [[nodiscard]] Result<void> recover(std::uint64_t generation, std::chrono::milliseconds wait);
    /// CKA_ALWAYS_AUTHENTICATE: proves the PIN for the one operation active on the session.
    [[nodiscard]] Result<void> login_for_operation(Lease& lease);

private:
    void give_back(CK_SESSION_HANDLE handle, bool reusable) noexcept;
    [[nodiscard]] Result<CK_SESSION_HANDLE> open_session() const;
    [[nodiscard]] Result<void> log_in_locked(const Secret& pin);
    [[nodiscard]] Result<CK_RV> prove_locked(const Secret& pin);
    [[nodiscard]] Result<void> reopen_locked();
    [[nodiscard]] CK_RV call_login(CK_SESSION_HANDLE session, CK_USER_TYPE user,
                                   const Secret& pin) const;

    const CK_FUNCTION_LIST& functions_;

    std::mutex login_mutex_;  // taken before mutex_
    TokenInfo token_;         // its slot id may change when the token is plugged elsewhere
    CK_SESSION_HANDLE anchor_ =
        CK_INVALID_HANDLE;  // keeps the login alive; no operation runs on it
    bool logged_in_ = false;
    Secret pin_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t max_sessions_;
    std::vector<CK_SESSION_HANDLE> idle_;
    std::size_t leased_ = 0;
    std::uint64_t generation_ = 1;
    bool recovering_ = false;
};

/// Runs `work` with a session; once more, after a recovery, when handles had lost their meaning.
/// `work` makes every call through `Lease::check`.
template <class Work>
[[nodiscard]] auto with_session(TokenSlot& slot, std::chrono::milliseconds wait, Work work)
    -> decltype(work(std::declval<TokenSlot::Lease&>())) {
    for (bool last_try : {false, true}) {
        std::uint64_t generation = slot.generation();
        Error failure;
        bool curable = false;
        if (auto lease = slot.acquire(wait)) {
            auto result = work(*lease);
            if (result) {
                return result;
            }
            failure = result.error();
            curable = lease->stale();
            generation = lease->generation();
        } else {
            failure = lease.error();
            curable = failure.reason != "token-busy";
        }
        if (last_try || !curable) {
            return failure;
        }
        MOHUR_TRY_VOID(slot.recover(generation, wait));
    }
    return Error::internal("token-failed");
}

}  // namespace mohur::signing
