// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/backup/manifest_seal.h"
#include "documents/storage/target.h"

#include <filesystem>

namespace mohur::documents {

/// What is backed up, or restored into.
struct BackupParts {
    sql::Target database;  ///< as a role that passes the walls (admin of a private cluster)
    std::filesystem::path programs;  ///< of PostgreSQL
    std::filesystem::path content;   ///< folder of the content store
};

/// Writes a backup into the new or empty folder `to`:
///
///     database.dump     one consistent picture of the database, taken first
///     content/…         every file of the store, taken after it: what the dump names is there
///     backup.json       {"format":"mohur-backup-1","created_at":…,"files":n,"bytes":n}
///     manifest.sha256   digest and path of each, in the form of sha256sum(1)
///     manifest.seal     the seal over manifest.sha256
///
/// Content stays encrypted; its keys are not in the backup (they are kept apart). Durable when it
/// returns; gives backup.json. Errors: `conflict` "backup-folder-not-empty"; `unavailable`
/// "program-failed", "content-store-failed".
[[nodiscard]] Result<Json> back_up(const BackupParts& from, const std::filesystem::path& to,
                                   const ManifestSeal& seal, Time now);

/// Checks the seal and the digest of every file: `integrity` "backup-seal-broken",
/// "backup-damaged" (detail: the path), `malformed` "backup-format". Gives backup.json.
[[nodiscard]] Result<Json> check_backup(const std::filesystem::path& folder,
                                        const ManifestSeal& seal);

/// Checks the backup, then fills an empty database (roles made by sql::bootstrap) and an empty
/// content folder from it. Run `fsck` after it. Errors also: `conflict`
/// "restore-target-not-empty".
[[nodiscard]] Result<Json> restore(const std::filesystem::path& folder, const BackupParts& into,
                                   const ManifestSeal& seal);

}  // namespace mohur::documents
