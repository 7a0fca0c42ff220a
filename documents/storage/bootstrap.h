// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/target.h"
#include "signing/core/result.h"

namespace mohur::documents::sql {

/// The database that holds one cell's records.
inline constexpr const char* kDatabaseName = "mohur";

/// Makes the roles and the empty database where they are missing; may be repeated. `maintenance`
/// logs in as a superuser to any database of the cluster (usually `postgres`). Passwords are the
/// administrator's matter: the private cluster knows its users by the socket.
[[nodiscard]] Result<void> bootstrap(const Target& maintenance);

}  // namespace mohur::documents::sql
