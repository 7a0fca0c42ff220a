// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <optional>
#include <string_view>

namespace mohur::documents {

/// Where a document is in its life (glossary: layihə, razılaşmada, imzada, geri qaytarılıb, qeydə
/// alınıb, icrada, icra edilib, işə tikilib, ləğv edilib).
enum class DocumentState {
    draft,
    in_approval,
    at_signing,
    returned,
    registered,
    in_execution,
    executed,
    filed,
    cancelled,
};

/// What can happen to it.
enum class DocumentEvent {
    sent_for_approval,
    sent_for_signing,
    approved,  ///< the last visa was given
    refused,
    recalled,
    signed_by_all,  ///< the last signature, with the number that was taken before it
    registered,     ///< a paper without a signature of ours
    resolved,       ///< tasks were given
    tasks_done,
    filed,
    number_voided,  ///< of a paper without a signature of ours: it can be registered again
    paper_voided,   ///< number and signature stand in the paper itself, so it is out
    cancelled,
};

[[nodiscard]] std::string_view to_string(DocumentState state) noexcept;
[[nodiscard]] std::optional<DocumentState> document_state_from(std::string_view name) noexcept;

/// The state after `event`, or `conflict` "state-not-allowed". Pure.
[[nodiscard]] Result<DocumentState> transition(DocumentState state, DocumentEvent event);

/// Whether versions may be added: only while nobody has approved or signed.
[[nodiscard]] bool may_change_content(DocumentState state) noexcept;
/// Whether the card may be edited; not while others decide on it, nor when it is closed.
[[nodiscard]] bool may_edit_card(DocumentState state) noexcept;

}  // namespace mohur::documents
