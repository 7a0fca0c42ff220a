// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/command.h"

namespace mohur::server {

inline constexpr std::string_view kMigrateUsage = "migrate --config FILE [--database URL]";
inline constexpr std::string_view kBackupUsage =
    "backup --config FILE DIR [--seal-key FILE] [--keys-to DIR] [--database URL]";
inline constexpr std::string_view kRestoreUsage =
    "restore --config FILE DIR [--seal-key FILE] [--keys-from DIR] [--database URL]";

/// `mohur migrate`: brings the database to the schema of this program. A given database needs
/// `--database` with a login of the role mohur_migrate (its password in the passfile of libpq).
[[nodiscard]] int run_migrate(const CommandContext& context,
                              std::span<const std::string> arguments);

/// `mohur backup`: database and content into the empty folder DIR, whether or not somebody serves.
/// The manifest is sealed with `--seal-key`, by default `<data>/keys/backup.key`, which is made
/// when it is missing. The content's keys are no part of it; `--keys-to` copies them to another
/// place.
/// `--database`: a login that passes the walls, where the database is not private.
[[nodiscard]] int run_backup(const CommandContext& context, std::span<const std::string> arguments);

/// `mohur restore`: checks DIR and fills the empty data folder of the configuration from it, then
/// proves the records as `mohur fsck` does. `--keys-from` brings the content's keys back first.
/// Exit 0 when everything was restored and holds, 1 when a proof fails.
[[nodiscard]] int run_restore(const CommandContext& context,
                              std::span<const std::string> arguments);

}  // namespace mohur::server
