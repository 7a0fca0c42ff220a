// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/ceremony/signing_session.h"

namespace mohur::documents {

/// Where the question to a remote signer stands. `chosen`: to whom it would go; `wanted`: the
/// intent is redeemed; `asked`: perhaps sent; `waiting`: sent, and the signer named it.
enum class RemoteState { chosen, wanted, asked, waiting, ended };

[[nodiscard]] std::string_view to_string(RemoteState state) noexcept;

/// What a remote signer was asked for a session. A second question for one intent is never sent:
/// one that stands at `asked` when its asker has died has failed.
struct RemoteSignature {
    SigningSessionId session;
    std::string means;
    Json recipient;  ///< whom the signer asks (a telephone number); null once ended
    RemoteState state = RemoteState::chosen;
    std::string remote_id;  ///< how the signer names the question
};

/// The calls below are short transactions of the caller; the network lies between them.

/// With the intent; a later choice replaces it. `conflict` "session-state" once it was wanted.
[[nodiscard]] Result<void> choose_remote(sql::Transaction& tx, const Act& act, SigningSessionId id,
                                         std::string_view means, const Json& recipient);
/// With the redemption. Errors of the following: `conflict` "session-state".
[[nodiscard]] Result<void> want_remote(sql::Transaction& tx, const Act& act, SigningSessionId id);
/// Before the question goes out.
[[nodiscard]] Result<void> note_remote_asked(sql::Transaction& tx, const Act& act,
                                             SigningSessionId id);
/// After it has.
[[nodiscard]] Result<void> note_remote_waiting(sql::Transaction& tx, const Act& act,
                                               SigningSessionId id, std::string_view remote_id);
/// Nothing for a session that no remote signer was chosen for.
[[nodiscard]] Result<std::optional<RemoteSignature>> remote_signature_of(sql::Transaction& tx,
                                                                         SigningSessionId id);
/// When its session ends; nothing happens where there is none.
[[nodiscard]] Result<void> end_remote(sql::Transaction& tx, const Act& act, SigningSessionId id);

}  // namespace mohur::documents
