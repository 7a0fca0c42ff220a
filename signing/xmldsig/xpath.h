// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xml/document.h"

namespace mohur::signing::xmldsig {

/// An element test of the closed grammar: P:name, name or *, with at most one predicate
/// [@attribute='value'] or [name()='p:name'].
struct NodeTest {
    bool any_name = false;
    std::string namespace_uri;
    std::string name;
    std::optional<std::pair<std::string, std::string>> attribute;
    std::optional<std::string> qualified_name;

    [[nodiscard]] bool matches(const xml::Element& element) const;
};

/// An absolute location path over the child and descendant axes, as XPath Filter 2.0 transforms use
/// it. Immutable value. Not XPath: everything outside this grammar is refused.
class LocationPath {
public:
    /// `context` gives the namespaces of prefixes. `unsupported` ("transform-refused").
    [[nodiscard]] static Result<LocationPath> parse(std::string_view expression,
                                                    const xml::Element& context);

    /// The elements it selects, in document order. One walk over the document.
    [[nodiscard]] std::vector<xml::Element> select(const xml::Document& document) const;
    /// True for "/": the whole document.
    [[nodiscard]] bool selects_root() const noexcept { return steps_.empty(); }

private:
    struct Step {
        bool descendant = false;
        NodeTest test;
    };
    std::vector<Step> steps_;
};

/// The condition of an XPath transform: ancestor-or-self::T, or not(ancestor-or-self::T).
struct AncestorCondition {
    bool negated = false;
    NodeTest test;

    [[nodiscard]] static Result<AncestorCondition> parse(std::string_view expression,
                                                         const xml::Element& context);
    /// The elements whose subtrees meet (or, negated, fail) the condition.
    [[nodiscard]] std::vector<xml::Element> apexes(const xml::Document& document) const;
};

}  // namespace mohur::signing::xmldsig
