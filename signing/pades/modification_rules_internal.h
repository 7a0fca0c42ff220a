// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pades/form_internal.h"
#include "signing/pades/revision_changes_internal.h"

namespace mohur::signing::pades {

/// What the signatures of a revision allow others to do later (ISO 32000-2 clause 12.8.2).
struct ChangePermission {
    bool forms =
        true;  ///< fill fields and add signatures; validation data and time-stamps always may
    bool all_fields_locked = false;
    std::set<std::string> locked_fields;            ///< by FieldMDP Include
    std::optional<std::set<std::string>> unlocked;  ///< by FieldMDP Exclude: all others are locked

    [[nodiscard]] bool locks(const std::string& field) const;
};
[[nodiscard]] Result<ChangePermission> change_permission(const pdf::Snapshot& view);

/// What was found, by the names of the verdict JSON, and what exactly for those who look closer.
struct ChangeJudgement {
    std::vector<std::string> kinds;
    std::string detail;
};

class ChangeWalk;
class FormChanges;

/// Decides by a white list whether what came after `before` is what signers may do: validation data
/// (/DSS), new signature and time-stamp fields, filled fields, metadata, developer extensions. What
/// is not on the list is `undefined-object-changes`; more is said where it is known
/// (`annotation-overlap`, `page-difference`). Borrows snapshots and changes.
class ChangeJudge {
public:
    /// Walks the final document; errors where it cannot be read well enough to decide.
    [[nodiscard]] static Result<ChangeJudge> walk(const pdf::Snapshot& before,
                                                  const pdf::Snapshot& after,
                                                  const RevisionChanges& changes,
                                                  std::size_t max_pages);
    ChangeJudge(ChangeJudge&&) noexcept;
    ChangeJudge& operator=(ChangeJudge&&) noexcept;
    ~ChangeJudge();

    /// The objects whose references must be known before `judge`.
    [[nodiscard]] std::set<std::uint32_t> targets() const;
    /// No kinds: only allowed changes. `references` is of the final document.
    [[nodiscard]] ChangeJudgement judge(const ReferenceScan& references) const;

private:
    struct State;
    explicit ChangeJudge(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace mohur::signing::pades
