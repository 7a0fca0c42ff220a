// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/organisation/organisation.h"
#include "documents/registry/document.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

/// Why a document is on control (instruction 935, sections 117 to 119).
enum class ControlReason { normative_act, higher_body, own_task, order_of_head };

[[nodiscard]] std::string_view to_string(ControlReason reason) noexcept;
[[nodiscard]] std::optional<ControlReason> control_reason_from(std::string_view name) noexcept;

struct NewControlCard {
    std::optional<TaskId> task;
    ControlReason reason = ControlReason::own_task;
    Date due;
};

struct Extension {
    ExtensionId id;
    AssignmentId requested_by;
    std::string requested_name;
    Date new_due;
    std::string reason;
    std::optional<bool> granted;  ///< empty while it is open
    std::string note;
};

/// A nəzarət vərəqəsi.
struct ControlCard {
    ControlCardId id;
    DocumentId document;
    std::optional<TaskId> task;
    ControlReason reason = ControlReason::own_task;
    AssignmentId set_by;
    std::string set_name;
    Time set_at;
    Date original_due;
    Date due;
    bool on = true;
    std::optional<Time> removed_at;
    std::string removal_reason;
    std::vector<Extension> extensions;
};

/// Execution control. Thread-safe. Borrows `ids`.
class ControlCards {
public:
    explicit ControlCards(const IdSource& ids) : ids_{ids} {}

    /// Needs the power `control`; a document has one card on at a time.
    [[nodiscard]] Result<ControlCard> set(sql::Transaction& tx, const Act& act, DocumentId document,
                                          const NewControlCard& card) const;
    /// A reasoned written request (section 123); whoever takes part in the document may ask.
    [[nodiscard]] Result<ControlCard> request_extension(sql::Transaction& tx, const Act& act,
                                                        ControlCardId card, Date new_due,
                                                        std::string_view reason) const;
    /// By the one who set the card. The original term stays on the card.
    [[nodiscard]] Result<ControlCard> decide_extension(sql::Transaction& tx, const Act& act,
                                                       ControlCardId card, ExtensionId extension,
                                                       bool grant, std::string_view note) const;
    /// Only the official who set it, or who substitutes him, removes it (section 129): `denied`
    /// "not-your-control".
    [[nodiscard]] Result<ControlCard> remove(sql::Transaction& tx, const Act& act,
                                             ControlCardId card, std::string_view reason) const;

private:
    const IdSource& ids_;
};

[[nodiscard]] Result<ControlCard> control_card_of(sql::Transaction& tx, const Act& act,
                                                  ControlCardId id);
[[nodiscard]] Result<std::vector<ControlCard>> control_cards_of(sql::Transaction& tx,
                                                                const SeenDocument& document);
[[nodiscard]] Result<std::vector<ControlCard>> control_cards_of(sql::Transaction& tx,
                                                                const Act& act,
                                                                DocumentId document);
/// Cards that are on and due on or before `until`, soonest first; needs the power `control`.
[[nodiscard]] Result<std::vector<ControlCard>> cards_due(sql::Transaction& tx, const Act& act,
                                                         Date until);

}  // namespace mohur::documents
