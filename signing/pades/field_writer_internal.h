// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pades/signature_field_internal.h"
#include "signing/pdf/incremental_update.h"
#include "signing/pdf/page_view.h"

#include <map>

namespace mohur::signing::pades {

/// Writes a signature's field into one update: fills a present one, or adds one with its widget to
/// a page and to the form. Used once. Borrows all that it is given.
class FieldWriter {
public:
    FieldWriter(pdf::IncrementalUpdate& update, const Form& form, const SignatureFieldPlan& plan,
                const Limits& limits)
        : update_{update}, form_{form}, plan_{plan}, limits_{limits} {}

    /// `signature`: the object of the signature dictionary. Errors: those of
    /// `append_signature_field` that speak of pages and of the field's shape.
    [[nodiscard]] Result<void> write(const FieldChoice& choice, pdf::ObjectId signature);

private:
    [[nodiscard]] Result<void> fill(const FieldChoice& choice, pdf::ObjectId signature);
    [[nodiscard]] Result<void> add(const std::string& name, pdf::ObjectId signature);
    [[nodiscard]] Result<void> add_to_page(pdf::ObjectId page, pdf::ObjectId annotation);
    [[nodiscard]] Result<void> add_to_form(pdf::ObjectId field);
    [[nodiscard]] Result<void> certify(pdf::ObjectId signature);
    /// /SigFlags of a form whose fields stay the same.
    [[nodiscard]] Result<void> raise_flags();
    [[nodiscard]] Result<void> set_form(const pdf::Dictionary& dictionary);

    /// Where a new widget goes, and what it shows.
    struct Widget {
        pdf::ObjectId page;
        pdf::Box box;
        std::optional<pdf::ObjectId> appearance;
        int rotation = 0;
    };
    [[nodiscard]] Result<Widget> place_widget();
    [[nodiscard]] Result<pdf::ObjectId> page_number(std::size_t number) const;
    [[nodiscard]] Result<pdf::ObjectId> append_page();
    /// The page whose /Annots hold the widget.
    [[nodiscard]] Result<pdf::ObjectId> page_of(pdf::ObjectId widget,
                                                const pdf::Dictionary& dictionary) const;
    /// The drawing, upright and as large as fits, in a form of the box's size.
    [[nodiscard]] Result<pdf::ObjectId> draw(const pdf::Box& box, int rotation);

    /// An object as this update leaves it.
    [[nodiscard]] Result<pdf::Dictionary> current(pdf::ObjectId id) const;
    void put(pdf::ObjectId id, pdf::Dictionary dictionary);

    pdf::IncrementalUpdate& update_;
    const Form& form_;
    const SignatureFieldPlan& plan_;
    const Limits& limits_;
    std::map<pdf::ObjectId, pdf::Dictionary> written_;
};

}  // namespace mohur::signing::pades
