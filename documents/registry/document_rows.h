// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/access.h"

namespace mohur::documents {

/// Locks the document's row for a change and checks that the caller saw its present state:
/// `not_found` "document-missing", `conflict` "version-stale". Without a `row_version` only the
/// lock.
[[nodiscard]] Result<Document> lock_document(sql::Transaction& tx, const Act& act, DocumentId id,
                                             std::optional<std::int64_t> row_version);

/// Moves the locked document to the state after `event` and counts its version up.
[[nodiscard]] Result<DocumentState> move_document(sql::Transaction& tx, const Act& act,
                                                  const Document& document, DocumentEvent event);

/// Counts the version of the locked document up without another change of the row.
[[nodiscard]] Result<void> touch_document(sql::Transaction& tx, const Act& act, DocumentId id);

/// Writes the next version with its files; `files` is not empty and holds at most 200. Gives the
/// number. The caller has locked the document and checked its state.
[[nodiscard]] Result<int> write_version(sql::Transaction& tx, const Act& act,
                                        const Document& document, const std::vector<NewFile>& files,
                                        std::string_view note);

/// Lets an assignment see the document from now on. `ground`: author, route, resolution, executor,
/// control.
[[nodiscard]] Result<void> let_see(sql::Transaction& tx, const Act& act, DocumentId id,
                                   AssignmentId who, std::string_view ground);

}  // namespace mohur::documents
