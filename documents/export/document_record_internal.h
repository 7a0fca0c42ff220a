// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/export/case_file_record.h"

namespace mohur::documents {

/// Everything of one document but its events: metadata, and the files with their paths.
[[nodiscard]] Result<DocumentRecord> read_document(sql::Transaction& tx, const Act& act,
                                                   DocumentId id, int place);

/// Adds who did what, as the events tell it in words, to the metadata.
[[nodiscard]] Result<void> add_history(sql::Transaction& tx, DocumentRecord& record);

}  // namespace mohur::documents
