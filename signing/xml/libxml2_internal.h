// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/error.h"
#include "signing/core/handle.h"
#include "signing/xml/document.h"

#include <unordered_map>

#include <libxml/parser.h>
#include <libxml/tree.h>

namespace mohur::signing::xml {

using DocPtr = Handle<xmlDoc, xmlFreeDoc>;
using ParserPtr = Handle<xmlParserCtxt, xmlFreeParserCtxt>;

inline std::string_view view(const xmlChar* text) noexcept {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

/// What a parser context says after a failed parse, as an `Error`. The one translation of libxml2's
/// error reporting.
[[nodiscard]] Error translate_error(const xmlParserCtxt& context);

struct IdEntry {
    const xmlNode* node = nullptr;
    bool unique = true;
};

struct Document::State {
    DocPtr doc;
    std::size_t elements = 0;
    std::unordered_map<std::string, IdEntry> ids;
};

/// Crosses from the public value types to libxml2's nodes, inside this folder only.
struct NodeAccess {
    static const xmlNode* node(const Element& element) noexcept {
        return static_cast<const xmlNode*>(element.node_);
    }
    static Element element(const xmlNode* node) noexcept { return Element{node}; }
    static std::optional<Element> optional(const xmlNode* node) noexcept {
        return node == nullptr ? std::nullopt : std::optional{Element{node}};
    }
    static const xmlDoc* doc(const Document& document) noexcept {
        return document.state_->doc.get();
    }
    static Document document(DocPtr doc);
};

/// True for character data in either notation.
[[nodiscard]] bool is_text(const xmlNode& node) noexcept;
/// Successor of `node` in document order below `apex`; any node type.
[[nodiscard]] const xmlNode* next_node(const xmlNode* node, const xmlNode* apex) noexcept;
/// The value of an attribute node as stored.
[[nodiscard]] std::string attribute_value(const xmlAttr& attribute);

}  // namespace mohur::signing::xml
