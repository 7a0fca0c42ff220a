// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"
#include "templates/cairo_internal.h"
#include "templates/layout.h"
#include "templates/rows_internal.h"

#include <string>

namespace mohur::templates {

/// Sets text by Pango with exactly the fonts that the styles name: no other font steps in for a
/// letter that they lack. Belongs to one thread.
class Typesetter {
public:
    /// `language`: BCP 47; chooses letter forms ("az": no fi ligature that hides the dot).
    explicit Typesetter(const std::string& language);

    /// The lines of a text, one row each; short paragraphs and the first and last two lines are
    /// kept together. `name` stands in errors: `malformed` "glyph-missing" names the character and
    /// the text, "template-invalid" wrong markup; `unavailable` "font-missing" the family.
    [[nodiscard]] Result<Rows> lines(const std::string& markup, const Style& style, double width,
                                     const std::string& name) const;

private:
    ContextPtr context_;
};

/// Markup without its tags.
[[nodiscard]] Result<std::string> plain_text(const std::string& markup);

}  // namespace mohur::templates
