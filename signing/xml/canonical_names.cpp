// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/canonical_names_internal.h"

#include <algorithm>

#include <libxml/uri.h>

namespace mohur::signing::xml {
namespace {

using XmlText = std::unique_ptr<xmlChar, decltype([](xmlChar* text) { xmlFree(text); })>;

bool is_element(const xmlNode* node) noexcept {
    return node != nullptr && node->type == XML_ELEMENT_NODE;
}

bool in_xml_namespace(const xmlAttr& attribute) noexcept {
    return attribute.ns != nullptr && view(attribute.ns->href) == kXmlNamespace;
}

/// A namespace name without a scheme (RFC 3986 clause 4.1).
bool is_relative(std::string_view uri) noexcept {
    const auto end = uri.find_first_of(":/?#");
    return !uri.empty() && (end == std::string_view::npos || uri[end] != ':' || end == 0);
}

std::string_view namespace_of(const xmlAttr& attribute) noexcept {
    return attribute.ns == nullptr ? std::string_view{} : view(attribute.ns->href);
}

const xmlAttr* base_of(const xmlNode& element) noexcept {
    for (const auto* at = element.properties; at != nullptr; at = at->next) {
        if (in_xml_namespace(*at) && view(at->name) == "base") {
            return at;
        }
    }
    return nullptr;
}

}  // namespace

CanonicalNames::CanonicalNames(const CanonicalMethod& method) : method_{method} {}

const std::vector<CanonicalNames::Declaration>& CanonicalNames::declarations(const xmlNode& element,
                                                                             bool parent_visible) {
    declarations_.clear();
    if (method_.form == CanonicalForm::exclusive) {
        exclusive_declarations(element);
    } else {
        inclusive_declarations(element, parent_visible);
    }
    std::sort(declarations_.begin(), declarations_.end(),
              [](const auto& a, const auto& b) { return a.prefix < b.prefix; });
    return declarations_;
}

std::string_view CanonicalNames::in_force(std::string_view prefix) const noexcept {
    for (auto at = in_force_.rbegin(); at != in_force_.rend(); ++at) {
        if (at->prefix == prefix) {
            return at->uri;
        }
    }
    return {};
}

void CanonicalNames::declare(std::string_view prefix, std::string_view uri) {
    if (prefix == "xml" || in_force(prefix) == uri) {
        return;
    }
    relative_namespace_ = relative_namespace_ || is_relative(uri);
    in_force_.push_back({prefix, uri});
    declarations_.push_back({prefix, uri});
}

// Canonical XML 1.0, 2.3: all namespaces in scope, less those that the nearest output ancestor has.
// Below a visible parent only the element's own declarations can differ from what is in force.
void CanonicalNames::inclusive_declarations(const xmlNode& element, bool parent_visible) {
    std::vector<std::string_view> seen;
    for (const auto* node = &element; is_element(node); node = node->parent) {
        for (const auto* ns = node->nsDef; ns != nullptr; ns = ns->next) {
            const auto prefix = view(ns->prefix);
            if (std::find(seen.begin(), seen.end(), prefix) == seen.end()) {
                seen.push_back(prefix);
                declare(prefix, view(ns->href));
            }
        }
        if (parent_visible) {
            return;
        }
    }
    // An output ancestor may have a default namespace that is not in scope here.
    if (std::find(seen.begin(), seen.end(), std::string_view{}) == seen.end()) {
        declare({}, {});
    }
}

// Exclusive XML Canonicalization 1.0, 3: namespaces that are visibly utilised, and those listed.
void CanonicalNames::exclusive_declarations(const xmlNode& element) {
    if (element.ns != nullptr) {
        declare(view(element.ns->prefix), view(element.ns->href));
    } else {
        declare({}, {});
    }
    for (const auto* at = element.properties; at != nullptr; at = at->next) {
        if (at->ns != nullptr) {
            declare(view(at->ns->prefix), view(at->ns->href));
        }
    }
    for (const auto& listed : method_.inclusive_prefixes) {
        const std::string_view prefix = listed == "#default" ? std::string_view{} : listed;
        const auto uri = NodeAccess::element(&element).namespace_of_prefix(prefix);
        if (!uri.empty() || prefix.empty()) {
            declare(prefix.empty() ? prefix : std::string_view{listed}, uri);
        }
    }
}

const std::vector<CanonicalNames::Attribute>& CanonicalNames::attributes(const xmlNode& element,
                                                                         bool parent_visible) {
    attributes_.clear();
    for (const auto* at = element.properties; at != nullptr; at = at->next) {
        attributes_.push_back({at, std::nullopt});
    }
    if (!parent_visible && method_.form != CanonicalForm::exclusive) {
        inherit_xml_attributes(element);
    }
    std::sort(attributes_.begin(), attributes_.end(), [](const auto& a, const auto& b) {
        const auto left = namespace_of(*a.node);
        const auto right = namespace_of(*b.node);
        return left != right ? left < right : view(a.node->name) < view(b.node->name);
    });
    return attributes_;
}

// Canonical XML 1.0, 2.4 and 1.1, 2.4: attributes of the xml namespace from ancestors, nearest
// first; 1.1 leaves xml:id out and joins xml:base.
void CanonicalNames::inherit_xml_attributes(const xmlNode& element) {
    for (const auto* up = element.parent; is_element(up); up = up->parent) {
        for (const auto* at = up->properties; at != nullptr; at = at->next) {
            if (in_xml_namespace(*at)) {
                inherit(*at);
            }
        }
    }
    if (method_.form != CanonicalForm::inclusive_1_1) {
        return;
    }
    for (auto at = attributes_.begin(); at != attributes_.end(); ++at) {
        if (in_xml_namespace(*at->node) && view(at->node->name) == "base") {
            at->value = joined_base(element);
            if (at->value->empty()) {
                attributes_.erase(at);
            }
            return;
        }
    }
}

void CanonicalNames::inherit(const xmlAttr& attribute) {
    const auto name = view(attribute.name);
    const bool strict = method_.form == CanonicalForm::inclusive_1_1;
    if (strict && name != "lang" && name != "space" && name != "base") {
        return;
    }
    const bool present =
        std::any_of(attributes_.begin(), attributes_.end(), [&](const Attribute& at) {
            return in_xml_namespace(*at.node) && view(at.node->name) == name;
        });
    if (!present) {
        attributes_.push_back({&attribute, std::nullopt});
    }
}

/// The base of `element` with those of its ancestors joined in (Canonical XML 1.1, 2.4).
std::optional<std::string> CanonicalNames::joined_base(const xmlNode& element) const {
    std::string base;
    for (const auto* node = &element; is_element(node); node = node->parent) {
        const auto* at = base_of(*node);
        if (at == nullptr) {
            continue;
        }
        auto outer = attribute_value(*at);
        if (base.empty()) {
            base = std::move(outer);
            continue;
        }
        if (outer.ends_with("..") || outer == ".") {
            outer += '/';
        }
        const XmlText joined{xmlBuildURI(reinterpret_cast<const xmlChar*>(base.c_str()),
                                         reinterpret_cast<const xmlChar*>(outer.c_str()))};
        base = joined == nullptr ? base : std::string{view(joined.get())};
    }
    return base;
}

}  // namespace mohur::signing::xml
