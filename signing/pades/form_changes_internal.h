// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pades/change_walk_internal.h"

namespace mohur::signing::pades {

/// The part of the walk through the interactive form and the annotations of pages: which fields
/// were added and filled.
class FormChanges {
public:
    FormChanges(ChangeWalk& walk, const ChangePermission& permission)
        : walk_{walk}, permission_{permission} {}

    void walk_form(const pdf::Dictionary& old_catalog, const pdf::Dictionary& new_catalog,
                   std::uint32_t catalog);
    /// After the form: a page may show the widgets that it added.
    void walk_pages(const std::vector<pdf::ObjectId>& pages);
    [[nodiscard]] bool annotations_overlap() const noexcept { return overlap_; }

private:
    struct Inherited {
        std::string name;
        std::string type;
        int depth = 0;
        bool filled = false;  ///< it was empty in the signed revision and has a value now
    };

    void walk_list(const pdf::Object& before, const Node& after, const Inherited& parent);
    [[nodiscard]] pdf::Object after_value(pdf::ObjectId id) const;
    void walk_existing(pdf::ObjectId id, const Inherited& parent);
    void walk_new(pdf::ObjectId id, const Inherited& parent);
    void check_changed_keys(const ObjectChange& change, const Inherited& field);
    void note_given_up(const pdf::Dictionary& before, const pdf::Dictionary& after);
    void check_new_keys(const pdf::Dictionary& field);
    [[nodiscard]] bool new_signature_allowed(const Node& value, const Inherited& field);
    void walk_value(const pdf::Dictionary& field, std::uint32_t home, const Inherited& inherited);
    [[nodiscard]] bool is_filled_now(const pdf::Dictionary& before,
                                     const pdf::Dictionary& after) const;
    void walk_appearance(const Node& appearance, int depth);
    void walk_page(pdf::ObjectId page);
    void note_overlap(const pdf::Array& old_annotations, const pdf::Dictionary& widget);

    ChangeWalk& walk_;
    const ChangePermission& permission_;
    std::set<std::uint32_t> visited_;
    std::set<std::uint32_t> new_widgets_;
    bool overlap_ = false;
};

}  // namespace mohur::signing::pades
