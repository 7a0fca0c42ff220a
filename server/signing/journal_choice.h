// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/registrar.h"

namespace mohur::server {

/// The journal that was asked for, else the only open one of that direction. Errors: `malformed`
/// "field-missing" (journal_id) where there are several; `not_found` "journal-missing".
[[nodiscard]] Result<documents::JournalId> journal_for(
    documents::sql::Transaction& tx, documents::Direction direction,
    const std::optional<documents::JournalId>& wanted);

}  // namespace mohur::server
