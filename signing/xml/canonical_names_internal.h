// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xml/canonical.h"
#include "signing/xml/libxml2_internal.h"

namespace mohur::signing::xml {

/// Decides which namespace declarations and attributes a start tag of the canonical form shows, and
/// in which order. Keeps the declarations that the output has in force.
class CanonicalNames {
public:
    struct Declaration {
        std::string_view prefix;  ///< empty: the default namespace
        std::string_view uri;
    };
    struct Attribute {
        const xmlAttr* node;
        std::optional<std::string> value;  ///< instead of the node's own (xml:base)
    };

    explicit CanonicalNames(const CanonicalMethod& method);

    /// Declarations of a visible element, sorted by prefix; they are in force from here on. The
    /// result is valid until the next call.
    [[nodiscard]] const std::vector<Declaration>& declarations(const xmlNode& element,
                                                               bool parent_visible);
    /// Attributes in canonical order (namespace name, then local name). Valid until the next call.
    [[nodiscard]] const std::vector<Attribute>& attributes(const xmlNode& element,
                                                           bool parent_visible);

    [[nodiscard]] std::size_t mark() const noexcept { return in_force_.size(); }
    void restore(std::size_t mark) { in_force_.resize(mark); }
    [[nodiscard]] bool relative_namespace() const noexcept { return relative_namespace_; }

private:
    void inclusive_declarations(const xmlNode& element, bool parent_visible);
    void exclusive_declarations(const xmlNode& element);
    /// Declares `prefix` unless the output already has it in force with that value.
    void declare(std::string_view prefix, std::string_view uri);
    [[nodiscard]] std::string_view in_force(std::string_view prefix) const noexcept;
    void inherit_xml_attributes(const xmlNode& element);
    void inherit(const xmlAttr& attribute);
    [[nodiscard]] std::optional<std::string> joined_base(const xmlNode& element) const;

    const CanonicalMethod& method_;
    std::vector<Declaration> in_force_;
    std::vector<Declaration> declarations_;
    std::vector<Attribute> attributes_;
    bool relative_namespace_ = false;
};

}  // namespace mohur::signing::xml
