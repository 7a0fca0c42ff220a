// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/document.h"
#include "documents/storage/rows.h"

namespace mohur::documents {

/// A registration from the columns registration_id, journal_id, document_id, year, number,
/// index_text, on_date, registration_state, reason.
[[nodiscard]] Registration registration_from(const sql::Row& row);

}  // namespace mohur::documents
