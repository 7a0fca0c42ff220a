// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/byte_target.h"
#include "signing/core/time.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace mohur::signing::zip {

/// One entry to be written; its bytes are read in pieces.
struct NewEntry {
    std::string name;  ///< UTF-8; must satisfy the reader's rules
    std::shared_ptr<const ByteSource> bytes;
    bool deflate = true;
};

/// Whether an entry may have that name, before anything is written: `malformed` "zip-name".
[[nodiscard]] Result<void> check_entry_name(std::string_view name);

/// Writes a new archive: `mimetype` first, stored, without extra field (EN 319 162-1 annex A.1),
/// then the entries in their order, all dated `modified` (UTC, rounded to two seconds, never before
/// 1980). The same input gives the same bytes.
[[nodiscard]] Result<void> write_archive(ByteTarget& target, std::string_view mimetype,
                                         const std::vector<NewEntry>& entries, Time modified);

/// Writes a new archive of these entries and nothing else, for archives that are no container.
[[nodiscard]] Result<void> write_entries(ByteTarget& target, const std::vector<NewEntry>& entries,
                                         Time modified);

/// What becomes of a present archive. Names that are not mentioned stay as they are.
struct ArchiveChanges {
    std::map<std::string, std::shared_ptr<const ByteSource>>
        replaced{};                                ///< new contents, deflated
    std::map<std::string, std::string> renamed{};  ///< old name to new name
    std::vector<NewEntry> added{};                 ///< at the end, in order
};

/// Copies `base` with these changes; what stays keeps its place and its compressed bytes. Errors:
/// `malformed` "zip-name", "zip-invalid"; `not_found` "zip-entry-missing" for a name to be replaced
/// or renamed; `conflict` "zip-duplicate-name".
[[nodiscard]] Result<void> change_archive(ByteTarget& target,
                                          std::shared_ptr<const ByteSource> base,
                                          const ArchiveChanges& changes, Time modified);

/// The same with additions only.
[[nodiscard]] Result<void> append_to_archive(ByteTarget& target,
                                             std::shared_ptr<const ByteSource> base,
                                             const std::vector<NewEntry>& entries, Time modified);

}  // namespace mohur::signing::zip
