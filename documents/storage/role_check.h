// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/target.h"
#include "signing/core/result.h"

namespace mohur::documents::sql {

/// Refuses to serve with a role that the walls do not hold: `denied` "database-role-too-strong" for
/// a superuser, BYPASSRLS, a role that owns a table or may become its owner, or one that may create
/// roles, databases or objects in our schema (architecture rule 8).
[[nodiscard]] Result<void> check_role(const Target& target);

}  // namespace mohur::documents::sql
