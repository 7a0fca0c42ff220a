// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <p11-kit/pkcs11.h>

namespace mohur::testing {

/// The state of the token double. The test reaches it through the module's `token_double()`.
struct TokenDouble {
    std::mutex mutex;

    // What the test sets.
    bool present = true;
    bool login_required = true;
    bool protected_path = false;
    bool always_authenticate = false;
    std::string pin = "1234";
    int tries_left = 3;
    bool says_incorrect_when_locking = false;
    std::size_t max_sessions = 100;
    std::vector<std::uint8_t> certificate;  ///< DER, of the one key (EC)
    std::size_t keys = 1;
    std::map<std::string, std::deque<CK_RV>> scripted;  ///< by function: what the next calls return
    std::vector<std::uint8_t> signature = std::vector<std::uint8_t>(64, 0x01);

    // What the test reads.
    std::set<CK_SESSION_HANDLE> sessions;
    std::size_t most_sessions = 0;
    std::set<CK_SESSION_HANDLE> in_use;
    bool shared_session = false;  ///< two threads were inside one session
    int user_logins = 0;
    int context_logins = 0;
    int signatures = 0;
    bool logged_in = false;
    std::vector<std::uint8_t> signed_data;

    CK_SESSION_HANDLE next_session = 1;
    CK_OBJECT_HANDLE key_handle = 1'000;
    std::map<CK_SESSION_HANDLE, std::deque<CK_OBJECT_HANDLE>> searches;

    /// As when the token is pulled out and put back: every handle loses its meaning.
    void replug() {
        const std::lock_guard lock{mutex};
        sessions.clear();
        logged_in = false;
        key_handle += 1;
    }
    void script(const std::string& function, std::deque<CK_RV> values) {
        const std::lock_guard lock{mutex};
        scripted[function] = std::move(values);
    }
};

}  // namespace mohur::testing
