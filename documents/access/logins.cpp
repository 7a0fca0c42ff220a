// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/access/logins.h"

namespace mohur::documents {
namespace {

constexpr std::chrono::minutes kBetweenTouches{1};

constexpr sql::Statement kSet{"login.set", R"sql(
    INSERT INTO login (person_id, name, password_hash, changed_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person_id) DO UPDATE
       SET name = excluded.name, password_hash = excluded.password_hash, failures = 0,
           locked_until = NULL, changed_at = excluded.changed_at
)sql"};

constexpr sql::Statement kFind{"login.find", R"sql(
    SELECT person_id, password_hash, failures, locked_until FROM login WHERE name = $1
)sql"};

constexpr sql::Statement kFailure{"login.failure", R"sql(
    UPDATE login
       SET failures = failures + 1,
           locked_until = CASE WHEN (failures + 1) % $2 = 0 THEN $3 ELSE locked_until END
     WHERE person_id = $1
)sql"};

constexpr sql::Statement kSuccess{"login.success", R"sql(
    UPDATE login SET failures = 0, locked_until = NULL WHERE person_id = $1 AND failures > 0
)sql"};

constexpr sql::Statement kOpen{"login_session.open", R"sql(
    INSERT INTO login_session (token_digest, csrf_digest, person_id, seat_agency, seat, user_agent, created_at,
                               seen_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, left($6, 300), $7, $7, $8)
)sql"};

constexpr sql::Statement kSession{"login_session.get", R"sql(
    SELECT person_id, seat_agency, seat, seat_acts_for, csrf_digest, seen_at, expires_at
      FROM login_session
     WHERE token_digest = $1 AND expires_at > $2 AND seen_at > $3 AND closed_at IS NULL AND seat IS NOT NULL
)sql"};

constexpr sql::Statement kTouch{"login_session.touch", R"sql(
    UPDATE login_session SET seen_at = $2 WHERE token_digest = $1 AND seen_at < $3
)sql"};

constexpr sql::Statement kClose{"login_session.close", R"sql(
    UPDATE login_session SET closed_at = $2 WHERE token_digest = $1 AND closed_at IS NULL
)sql"};

constexpr sql::Statement kSweep{"login_session.sweep",
                                "DELETE FROM login_session WHERE expires_at <= $1"};

}  // namespace

Result<void> set_login(sql::Transaction& tx, PersonId person, std::string_view name,
                       std::string_view password_hash, Time now) {
    MOHUR_TRY_VOID(tx.exec(kSet, person, name, password_hash, now));
    return {};
}

Result<std::optional<Credential>> find_login(sql::Transaction& tx, std::string_view name) {
    MOHUR_TRY(const auto rows, tx.exec(kFind, name));
    if (rows.empty()) {
        return std::optional<Credential>{};
    }
    return std::optional{Credential{rows[0].get<PersonId>("person_id"),
                                    rows[0].text("password_hash"), rows[0].get<int>("failures"),
                                    rows[0].get<std::optional<Time>>("locked_until")}};
}

Result<void> record_failure(sql::Transaction& tx, PersonId person, const LockRule& rule, Time now) {
    MOHUR_TRY_VOID(tx.exec(kFailure, person, rule.failures, Time{now + rule.duration}));
    return {};
}

Result<void> record_success(sql::Transaction& tx, PersonId person, Time /*now*/) {
    MOHUR_TRY_VOID(tx.exec(kSuccess, person));
    return {};
}

Result<void> open_session(sql::Transaction& tx, const NewLoginSession& session) {
    MOHUR_TRY_VOID(tx.exec(kOpen, session.token_digest, session.csrf_digest, session.person,
                           session.agency, session.assignment, session.user_agent,
                           session.opened_at, session.expires_at));
    return {};
}

Result<std::optional<LoginSession>> session_of(sql::Transaction& tx, BytesView token_digest,
                                               Time now, std::chrono::minutes idle) {
    MOHUR_TRY(const auto rows, tx.exec(kSession, token_digest, now, Time{now - idle}));
    if (rows.empty()) {
        return std::optional<LoginSession>{};
    }
    const auto row = rows[0];
    return std::optional{LoginSession{
        row.get<PersonId>("person_id"), row.get<AgencyId>("seat_agency"),
        row.get<AssignmentId>("seat"), row.get<std::optional<AssignmentId>>("seat_acts_for"),
        row.get<Bytes>("csrf_digest"), row.get<Time>("seen_at"), row.get<Time>("expires_at")}};
}

bool touch_is_due(const LoginSession& session, Time now) noexcept {
    return session.used_at < now - kBetweenTouches;
}

Result<void> touch_session(sql::Transaction& tx, BytesView token_digest, Time now) {
    MOHUR_TRY_VOID(tx.exec(kTouch, token_digest, now, Time{now - kBetweenTouches}));
    return {};
}

Result<void> close_session(sql::Transaction& tx, BytesView token_digest, Time now) {
    MOHUR_TRY_VOID(tx.exec(kClose, token_digest, now));
    return {};
}

Result<std::int64_t> sweep_sessions(sql::Transaction& tx, Time now) {
    MOHUR_TRY(const auto rows, tx.exec(kSweep, now));
    return static_cast<std::int64_t>(rows.affected());
}

}  // namespace mohur::documents
