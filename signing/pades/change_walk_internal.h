// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pades/modification_rules_internal.h"

namespace mohur::signing::pades {

/// A value and the number of the indirect object in which it stands (0: the trailer).
struct Node {
    pdf::Object value;
    std::uint32_t home = 0;
};

/// Book-keeping of the walk over the final document: which changed objects were met in a role where
/// they may change, and over which references. What was not met, or is also referenced from
/// elsewhere, is not allowed.
class ChangeWalk {
public:
    ChangeWalk(const pdf::Snapshot& before, const pdf::Snapshot& after,
               const RevisionChanges& changes)
        : before_{before}, after_{after}, changes_{changes} {}

    [[nodiscard]] const pdf::Snapshot& before() const noexcept { return before_; }
    [[nodiscard]] const pdf::Snapshot& after() const noexcept { return after_; }
    [[nodiscard]] const ObjectChange* change(std::uint32_t number) const {
        return changes_.find(number);
    }
    [[nodiscard]] bool is_new(std::uint32_t number) const;

    /// Follows a reference of the final document and notes the way; the value itself when it is
    /// direct.
    [[nodiscard]] Node step(const pdf::Object& value, std::uint32_t home);
    [[nodiscard]] Node step(const pdf::Dictionary& dictionary, std::string_view key,
                            std::uint32_t home);
    /// Notes a reference that `step` did not follow.
    void note_way(std::uint32_t from, std::uint32_t to) { ++ways_[{from, to}]; }
    /// The old value at the same place, resolved; null when there is none.
    [[nodiscard]] pdf::Object old_value(const pdf::Dictionary& dictionary,
                                        std::string_view key) const;

    /// The object in which `node` stands may have changed, as far as references to it were noted.
    void allow(const Node& node) { allowed_.insert(node.home); }
    /// The same, whoever refers to it: page and catalog, whose allowed keys mean nothing elsewhere.
    void allow_anywhere(std::uint32_t number) { anywhere_.insert(number); }
    /// The same, referred to from below the keys of fields and widgets only.
    void allow_as_field(std::uint32_t number) { fields_.insert(number); }
    /// New objects below `value` may be there; nothing that existed is allowed by this.
    void allow_new_below(const pdf::Object& value, std::uint32_t home);
    /// `number` has a role of its own, so that references to what it holds are in that role.
    void note_role(std::uint32_t number) { roles_.insert(number); }
    /// The appearance object `number` was given up; it may not have been shared with anything but
    /// other appearances.
    void give_up_appearance(std::uint32_t number) { given_up_.insert(number); }

    /// Something was seen that may not be.
    void refuse(std::string what);
    /// The objects whose references `problem` asks for.
    [[nodiscard]] std::set<std::uint32_t> targets() const;
    /// Why not all is allowed; empty when each changed object was met in its role and no reference
    /// to one stands anywhere else.
    [[nodiscard]] std::optional<std::string> problem(const ReferenceScan& references) const;

private:
    [[nodiscard]] bool only_as_noted(std::uint32_t number, const ReferenceScan& references,
                                     std::set<std::uint32_t>& visited) const;
    [[nodiscard]] bool may_be(std::uint32_t number, const ObjectChange& change,
                              const ReferenceScan& references) const;

    const pdf::Snapshot& before_;
    const pdf::Snapshot& after_;
    const RevisionChanges& changes_;
    std::set<std::uint32_t> allowed_;
    std::set<std::uint32_t> anywhere_;
    std::set<std::uint32_t> fields_;
    std::set<std::uint32_t> roles_{0};
    std::set<std::uint32_t> given_up_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> ways_;
    std::string refusal_;
};

/// Keys with different values in the two dictionaries; null stands for no dictionary.
[[nodiscard]] std::vector<std::string> changed_keys(const pdf::Dictionary* before,
                                                    const pdf::Dictionary* after);

}  // namespace mohur::signing::pades
