// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/ceremony/signing_session.h"

namespace mohur::documents {

/// Of to_string(Digest), as our own rows hold it.
[[nodiscard]] Digest digest_from(const std::string& text);

/// The stored intent of a session that has one.
[[nodiscard]] Result<Json> intent_of(sql::Transaction& tx, SigningSessionId id);

/// Voids a number that is only reserved; `conflict` "registration-live" for any other.
[[nodiscard]] Result<void> void_number_of(sql::Transaction& tx, const Act& act, RegistrationId id,
                                          std::string_view reason);

}  // namespace mohur::documents
