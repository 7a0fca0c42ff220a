// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"

#include <map>

namespace mohur::templates {

/// What a text may name: facts by path ("agency.name", "body.0") and facts of the issue by a dollar
/// sign ("$number", "$date", "$code", "$url", "$page", "$pages").
class Values {
public:
    explicit Values(const Json& facts) : facts_{facts} {}

    void set(std::string name, std::string value);
    /// Null when there is none.
    [[nodiscard]] Json find(std::string_view path) const;

private:
    const Json& facts_;
    std::map<std::string, std::string, std::less<>> issue_;
};

/// A text of a package with places to fill: "{{incoming.date|date}} tarixli, <b>{{$number}}</b>".
///
/// Filters: date (21.11.2026), upper (by the az locale), genitive, dative, locative (see
/// declension.h) and the same for names of persons: person_genitive, person_dative,
/// person_locative. Where the facts give the form themselves ("name_dative" beside "name"), it is
/// taken instead of the rule's. The text around the places is Pango markup; values are escaped.
/// Immutable.
class TextTemplate {
public:
    /// `malformed` "template-invalid".
    [[nodiscard]] static Result<TextTemplate> parse(std::string_view text);

    /// Pango markup. `malformed` "fact-missing" names a fact that the text needs and that is not
    /// there; "fact-invalid" one that the filter cannot take.
    [[nodiscard]] Result<std::string> expand(const Values& values) const;

private:
    struct Piece {
        std::string literal;
        std::string path;  ///< empty: only the literal
        std::vector<std::string> filters;
    };
    std::vector<Piece> pieces_;
};

/// Text as Pango markup that shows it as it is.
[[nodiscard]] std::string escape_markup(std::string_view text);

}  // namespace mohur::templates
