// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "templates/facts_schema.h"

#include <map>

namespace mohur::templates {

/// How a template and its facts are called in one language: `form.LANG.json` of a package,
/// `{"title", "labels": {path: text}, "hints": {path: text}}`, where a path is that of a text
/// ("agency.name"; the items of an array have the array's). Immutable.
class FactsForm {
public:
    /// `malformed` "template-invalid" names a fact without a label, and a label or hint of no fact.
    [[nodiscard]] static Result<FactsForm> create(const Json& form, const FactsSchema& schema);

    /// Of the template: "Rəsmi məktub".
    [[nodiscard]] const std::string& title() const noexcept { return title_; }
    /// The schema with `title` and `description` of every fact in the form's language.
    [[nodiscard]] Json label(const FactsSchema& schema) const;

private:
    using Texts = std::map<std::string, std::string, std::less<>>;

    FactsForm() = default;
    [[nodiscard]] Json labelled(const Json& schema, const std::string& path) const;
    std::string title_;
    Texts labels_;
    Texts hints_;
};

}  // namespace mohur::templates
