// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"

#include <set>

namespace mohur::templates {

/// The JSON Schema (2020-12) of a template's facts, in the subset that papers need: type,
/// properties, required, additionalProperties: false, items, enum, minLength, maxLength, pattern,
/// format "date", minimum, maximum, minItems, maxItems; title, description, $schema and $id are
/// annotations. Immutable.
///
/// Stricter than JSON Schema in two ways that a signed paper asks for: every object must say
/// additionalProperties: false, and no text may hold control or bidirectional override characters.
class FactsSchema {
public:
    /// `malformed` "template-invalid" names the keyword that is unknown or wrong, with its place.
    [[nodiscard]] static Result<FactsSchema> create(Json schema);

    /// `malformed` with the place of the first fault as JSON Pointer (RFC 6901) in `detail`, never
    /// the value: "fact-missing", "fact-unknown", "fact-invalid".
    [[nodiscard]] Result<void> validate(const Json& facts) const;

    /// The path of every fact ("agency", "agency.name"); the items of an array have none.
    [[nodiscard]] std::set<std::string, std::less<>> paths() const;
    /// The facts with "…" where a required text is missing, so that a paper can be looked at while
    /// it is written. What no such text can stand for stays missing; an optional group that lacks
    /// it is left out.
    [[nodiscard]] Json filled_for_preview(const Json& facts) const;

    [[nodiscard]] const Json& document() const noexcept { return schema_; }

private:
    explicit FactsSchema(Json schema) : schema_{std::move(schema)} {}
    Json schema_;
};

/// "2026-11-21" as a date that the calendar has; anything else is false.
[[nodiscard]] bool is_iso_date(std::string_view text) noexcept;

}  // namespace mohur::templates
