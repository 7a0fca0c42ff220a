// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/target.h"
#include "signing/core/result.h"

#include <filesystem>

namespace mohur::documents::sql {

/// Writes one consistent picture of the database into `file` by pg_dump (custom format). `programs`
/// is the folder of the PostgreSQL programs; the role must pass the walls (admin). Passwords go to
/// the program by its environment, never by its arguments. Errors: `unavailable` "program-failed".
[[nodiscard]] Result<void> dump_database(const Target& target,
                                         const std::filesystem::path& programs,
                                         const std::filesystem::path& file);

/// Fills an empty database from such a file in one transaction. `conflict`
/// "restore-target-not-empty" when our schema is there already.
[[nodiscard]] Result<void> restore_database(const Target& target,
                                            const std::filesystem::path& programs,
                                            const std::filesystem::path& file);

}  // namespace mohur::documents::sql
