// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/folder_store.h"
#include "documents/storage/database.h"

namespace mohur::documents {

/// Removes content that no row of the agency names and that nobody touched since `before`: what was
/// stored for a request that then failed. `before` lies further back than any request or upload
/// takes (a day). Gives how many.
[[nodiscard]] Result<int> sweep_orphans(const sql::Database& database, const AgencyScope& agency,
                                        FolderStore& store, Time before);

}  // namespace mohur::documents
