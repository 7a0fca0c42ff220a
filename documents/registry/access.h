// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/organisation/organisation.h"
#include "documents/registry/document.h"

namespace mohur::documents {

/// What the viewer of an act may see in general: derived from his place and its powers once, then
/// applied to each document. Immutable value.
struct Viewer {
    std::optional<AssignmentId> place;  ///< his own, or the principal's whom he substitutes
    std::optional<AssignmentId> own;
    bool registry_office = false;  ///< power register, or the system: sees every card
    bool leadership = false;       ///< power resolve or control: sees every open one
};

/// Loads the viewer of `act`; `denied` as `require`.
[[nodiscard]] Result<Viewer> viewer_of(sql::Transaction& tx, const Act& act);

/// Need to know: participants see their documents, leadership also what is open, the registry
/// office everything. Pure.
[[nodiscard]] bool may_see(const Viewer& viewer, AccessMark mark, bool participates) noexcept;

/// A line from the columns id, state, direction, kind, title, access_mark, correspondent_name,
/// index_text, on_date, created_at.
[[nodiscard]] DocumentLine document_line_from(const sql::Row& row);

}  // namespace mohur::documents
