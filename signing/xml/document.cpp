// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/document.h"

#include "signing/xml/libxml2_internal.h"

#include <algorithm>

namespace mohur::signing::xml {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";

const xmlNode* first_element(const xmlNode* node) noexcept {
    while (node != nullptr && node->type != XML_ELEMENT_NODE) {
        node = node->next;
    }
    return node;
}

bool is_id(const xmlAttr& attribute) noexcept {
    const auto name = view(attribute.name);
    if (attribute.ns != nullptr) {
        return name == "id" && view(attribute.ns->href) == kXmlNamespace;
    }
    return name == "Id" || name == "ID" || name == "id";
}

void collect_ids(const xmlNode* element, std::unordered_map<std::string, IdEntry>& ids) {
    for (const auto* attribute = element->properties; attribute != nullptr;
         attribute = attribute->next) {
        if (!is_id(*attribute)) {
            continue;
        }
        const auto [entry, added] = ids.try_emplace(attribute_value(*attribute), IdEntry{element});
        if (!added && entry->second.node != element) {
            entry->second.unique = false;
        }
    }
}

}  // namespace

bool is_text(const xmlNode& node) noexcept {
    return node.type == XML_TEXT_NODE || node.type == XML_CDATA_SECTION_NODE;
}

const xmlNode* next_node(const xmlNode* node, const xmlNode* apex) noexcept {
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
        return node->children;
    }
    while (node != apex && node->next == nullptr) {
        node = node->parent;
    }
    return node == apex ? nullptr : node->next;
}

std::string attribute_value(const xmlAttr& attribute) {
    std::string value;
    for (const auto* part = attribute.children; part != nullptr; part = part->next) {
        value += view(part->content);
    }
    return value;
}

Document NodeAccess::document(DocPtr doc) {
    auto state = std::make_shared<Document::State>();
    state->doc = std::move(doc);
    const auto* root = xmlDocGetRootElement(state->doc.get());
    for (const auto* node = root; node != nullptr; node = next_node(node, root)) {
        if (node->type == XML_ELEMENT_NODE) {
            ++state->elements;
            collect_ids(node, state->ids);
        }
    }
    return Document{std::move(state)};
}

Element Document::root() const noexcept {
    return NodeAccess::element(xmlDocGetRootElement(state_->doc.get()));
}

std::size_t Document::element_count() const noexcept {
    return state_->elements;
}

IdLookup Document::by_id(std::string_view id) const {
    const auto found = state_->ids.find(std::string{id});
    if (found == state_->ids.end()) {
        return {};
    }
    return {NodeAccess::optional(found->second.node), found->second.unique};
}

std::string_view Element::name() const noexcept {
    return view(NodeAccess::node(*this)->name);
}

std::string_view Element::namespace_uri() const noexcept {
    const auto* ns = NodeAccess::node(*this)->ns;
    return ns == nullptr ? std::string_view{} : view(ns->href);
}

std::string_view Element::prefix() const noexcept {
    const auto* ns = NodeAccess::node(*this)->ns;
    return ns == nullptr ? std::string_view{} : view(ns->prefix);
}

bool Element::is(std::string_view namespace_uri_wanted,
                 std::string_view name_wanted) const noexcept {
    return name() == name_wanted && namespace_uri() == namespace_uri_wanted;
}

std::optional<std::string> Element::attribute(std::string_view name_wanted) const {
    return attribute({}, name_wanted);
}

std::optional<std::string> Element::attribute(std::string_view namespace_wanted,
                                              std::string_view name_wanted) const {
    for (const auto* at = NodeAccess::node(*this)->properties; at != nullptr; at = at->next) {
        const auto uri = at->ns == nullptr ? std::string_view{} : view(at->ns->href);
        if (view(at->name) == name_wanted && uri == namespace_wanted) {
            return attribute_value(*at);
        }
    }
    return std::nullopt;
}

std::vector<std::string> Element::attribute_names() const {
    std::vector<std::string> names;
    for (const auto* at = NodeAccess::node(*this)->properties; at != nullptr; at = at->next) {
        if (at->ns == nullptr) {
            names.emplace_back(view(at->name));
        }
    }
    return names;
}

std::string Element::text() const {
    const auto* apex = NodeAccess::node(*this);
    std::string text;
    for (const auto* node = apex; node != nullptr; node = next_node(node, apex)) {
        if (is_text(*node)) {
            text += view(node->content);
        }
    }
    return text;
}

bool Element::has_own_text() const noexcept {
    for (const auto* node = NodeAccess::node(*this)->children; node != nullptr; node = node->next) {
        if (is_text(*node) && !trim(view(node->content)).empty()) {
            return true;
        }
    }
    return false;
}

Result<Bytes> Element::base64() const {
    if (first_child()) {
        return Error::malformed("xml-base64", "element content in " + std::string{name()});
    }
    return from_base64(text());
}

std::optional<Element> Element::parent() const noexcept {
    const auto* up = NodeAccess::node(*this)->parent;
    return NodeAccess::optional(up != nullptr && up->type == XML_ELEMENT_NODE ? up : nullptr);
}

std::optional<Element> Element::first_child() const noexcept {
    return NodeAccess::optional(first_element(NodeAccess::node(*this)->children));
}

std::optional<Element> Element::next_sibling() const noexcept {
    return NodeAccess::optional(first_element(NodeAccess::node(*this)->next));
}

ElementRange Element::children() const noexcept {
    return ElementRange{first_child()};
}

std::optional<Element> Element::child(std::string_view namespace_wanted,
                                      std::string_view name_wanted) const noexcept {
    for (auto at = first_child(); at; at = at->next_sibling()) {
        if (at->is(namespace_wanted, name_wanted)) {
            return at;
        }
    }
    return std::nullopt;
}

std::vector<Element> Element::children(std::string_view namespace_wanted,
                                       std::string_view name_wanted) const {
    std::vector<Element> found;
    for (const auto& at : children()) {
        if (at.is(namespace_wanted, name_wanted)) {
            found.push_back(at);
        }
    }
    return found;
}

std::optional<Element> Element::next_within(const Element& apex) const noexcept {
    const auto* end = NodeAccess::node(apex);
    const auto* node = next_node(NodeAccess::node(*this), end);
    while (node != nullptr && node->type != XML_ELEMENT_NODE) {
        node = next_node(node, end);
    }
    return NodeAccess::optional(node);
}

bool Element::contains(const Element& other) const noexcept {
    const auto* apex = NodeAccess::node(*this);
    for (const auto* node = NodeAccess::node(other); node != nullptr; node = node->parent) {
        if (node == apex) {
            return true;
        }
    }
    return false;
}

std::string_view Element::namespace_of_prefix(std::string_view prefix) const noexcept {
    if (prefix == "xml") {
        return kXmlNamespace;
    }
    for (const auto* node = NodeAccess::node(*this);
         node != nullptr && node->type == XML_ELEMENT_NODE; node = node->parent) {
        for (const auto* ns = node->nsDef; ns != nullptr; ns = ns->next) {
            if (view(ns->prefix) == prefix) {
                return view(ns->href);
            }
        }
    }
    return {};
}

std::vector<std::size_t> Element::path() const {
    std::vector<std::size_t> steps;
    for (auto at = std::optional{*this}; at && at->parent(); at = at->parent()) {
        std::size_t position = 0;
        const auto* self = NodeAccess::node(*at);
        for (const auto* before = self->prev; before != nullptr; before = before->prev) {
            position += before->type == XML_ELEMENT_NODE ? 1U : 0U;
        }
        steps.push_back(position);
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
}

std::string_view trim(std::string_view text) noexcept {
    const auto begin = text.find_first_not_of(kWhiteSpace);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(kWhiteSpace) - begin + 1);
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> items;
    for (auto begin = text.find_first_not_of(kWhiteSpace); begin != std::string_view::npos;) {
        const auto end = std::min(text.find_first_of(kWhiteSpace, begin), text.size());
        items.emplace_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(kWhiteSpace, end);
    }
    return items;
}

}  // namespace mohur::signing::xml
