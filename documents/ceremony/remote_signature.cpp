// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/ceremony/remote_signature.h"

#include "documents/model/names.h"

namespace mohur::documents {
namespace {

constexpr Names<RemoteState, 5> kStates{{{
    {RemoteState::chosen, "chosen"},
    {RemoteState::wanted, "wanted"},
    {RemoteState::asked, "asked"},
    {RemoteState::waiting, "waiting"},
    {RemoteState::ended, "ended"},
}}};

constexpr sql::Statement kChoose{"remote.choose", R"sql(
    INSERT INTO remote_signature (agency_id, session_id, means, recipient, state, changed_at)
    VALUES ($1, $2, $3, $4, 'chosen', $5)
    ON CONFLICT (agency_id, session_id) DO UPDATE
       SET means = excluded.means, recipient = excluded.recipient, changed_at = excluded.changed_at
     WHERE remote_signature.state = 'chosen'
)sql"};

// The state that is expected stands in the WHERE clause: of two askers one matches no row.
constexpr sql::Statement kMove{"remote.move", R"sql(
    UPDATE remote_signature SET state = $4, remote_id = $5, changed_at = $6
     WHERE agency_id = $1 AND session_id = $2 AND state = $3
)sql"};

constexpr sql::Statement kEnd{"remote.end", R"sql(
    UPDATE remote_signature SET state = 'ended', recipient = NULL, changed_at = $3
     WHERE agency_id = $1 AND session_id = $2 AND state <> 'ended'
)sql"};

constexpr sql::Statement kRead{"remote.read", R"sql(
    SELECT session_id, means, coalesce(recipient, 'null'::json) AS recipient, state, remote_id
      FROM remote_signature
     WHERE agency_id = $1 AND session_id = $2
)sql"};

Result<void> move(sql::Transaction& tx, const Act& act, SigningSessionId id, RemoteState from,
                  RemoteState to, std::string_view remote_id = {}) {
    return tx.change("session-state", kMove, tx.agency(), id, to_string(from), to_string(to),
                     remote_id, act.at);
}

}  // namespace

std::string_view to_string(RemoteState state) noexcept {
    return kStates.name_of(state);
}

Result<void> choose_remote(sql::Transaction& tx, const Act& act, SigningSessionId id,
                           std::string_view means, const Json& recipient) {
    return tx.change("session-state", kChoose, tx.agency(), id, means, recipient, act.at);
}

Result<void> want_remote(sql::Transaction& tx, const Act& act, SigningSessionId id) {
    return move(tx, act, id, RemoteState::chosen, RemoteState::wanted);
}

Result<void> note_remote_asked(sql::Transaction& tx, const Act& act, SigningSessionId id) {
    return move(tx, act, id, RemoteState::wanted, RemoteState::asked);
}

Result<void> note_remote_waiting(sql::Transaction& tx, const Act& act, SigningSessionId id,
                                 std::string_view remote_id) {
    return move(tx, act, id, RemoteState::asked, RemoteState::waiting, remote_id);
}

Result<void> end_remote(sql::Transaction& tx, const Act& act, SigningSessionId id) {
    MOHUR_TRY_VOID(tx.exec(kEnd, tx.agency(), id, act.at));
    return {};
}

Result<std::optional<RemoteSignature>> remote_signature_of(sql::Transaction& tx,
                                                           SigningSessionId id) {
    MOHUR_TRY(const auto rows, tx.exec(kRead, tx.agency(), id));
    if (rows.empty()) {
        return std::optional<RemoteSignature>{};
    }
    const auto& row = rows[0];
    return std::optional{RemoteSignature{
        row.get<SigningSessionId>("session_id"), row.text("means"), row.get<Json>("recipient"),
        *kStates.value_of(row.text("state")), row.text("remote_id")}};
}

}  // namespace mohur::documents
