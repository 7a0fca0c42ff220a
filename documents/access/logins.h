// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mohur::documents {

/// What is compared when somebody signs in.
struct Credential {
    PersonId person;
    std::string password_hash;
    int failures = 0;
    std::optional<Time> locked_until;
};

/// When wrong passwords lock a login, and for how long.
struct LockRule {
    int failures = 10;
    std::chrono::minutes duration{15};
};

/// Who is signed in and from which seat. Immutable value.
struct LoginSession {
    PersonId person;
    AgencyId agency;
    AssignmentId assignment;
    std::optional<AssignmentId> on_behalf_of;
    Bytes csrf_digest;  ///< SHA-256 of the token that a change must carry
    Time used_at;
    Time expires_at;
};

struct NewLoginSession {
    Bytes token_digest;  ///< SHA-256 of the cookie's value
    Bytes csrf_digest;
    PersonId person;
    AgencyId agency;
    AssignmentId assignment;
    std::string user_agent;  ///< cut to 300 characters
    Time opened_at;
    Time expires_at;
};

// All calls take a transaction of the global scope.

/// Creates the login or gives it a new password and name. `conflict` when the name is another's.
[[nodiscard]] Result<void> set_login(sql::Transaction& tx, PersonId person, std::string_view name,
                                     std::string_view password_hash, Time now);
/// Empty for an unknown name.
[[nodiscard]] Result<std::optional<Credential>> find_login(sql::Transaction& tx,
                                                           std::string_view name);
/// Counts a wrong password; locks the login by `rule`.
[[nodiscard]] Result<void> record_failure(sql::Transaction& tx, PersonId person,
                                          const LockRule& rule, Time now);
[[nodiscard]] Result<void> record_success(sql::Transaction& tx, PersonId person, Time now);

[[nodiscard]] Result<void> open_session(sql::Transaction& tx, const NewLoginSession& session);
/// The session, when it is neither expired nor idle for longer than `idle`.
[[nodiscard]] Result<std::optional<LoginSession>> session_of(sql::Transaction& tx,
                                                             BytesView token_digest, Time now,
                                                             std::chrono::minutes idle);
/// That a session is in use is written once a minute; until then there is nothing to write.
[[nodiscard]] bool touch_is_due(const LoginSession& session, Time now) noexcept;
/// Tells that the session is in use, where that is due.
[[nodiscard]] Result<void> touch_session(sql::Transaction& tx, BytesView token_digest, Time now);
[[nodiscard]] Result<void> close_session(sql::Transaction& tx, BytesView token_digest, Time now);
/// Removes what has expired; returns how many.
[[nodiscard]] Result<std::int64_t> sweep_sessions(sql::Transaction& tx, Time now);

}  // namespace mohur::documents
