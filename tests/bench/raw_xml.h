// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/raw_crypto.h"

#include <memory>
#include <string>
#include <vector>

#include <libxml/tree.h>

/// XML straight from libxml2, for the floors.
namespace mohur::bench::raw {

using Document = std::unique_ptr<xmlDoc, openssl::Freed<xmlFreeDoc>>;

[[nodiscard]] Document parse_xml(View xml);
[[nodiscard]] Octets serialized(xmlDoc* document);

/// The first element of that local name below `node`, in document order; null when there is none.
[[nodiscard]] xmlNode* find(xmlNode* node, const char* name);
[[nodiscard]] std::vector<xmlNode*> find_all(xmlNode* node, const char* name);
[[nodiscard]] std::string text_of(const xmlNode* element);
[[nodiscard]] std::string attribute_of(xmlNode* element, const char* name);

/// The canonical form of a subtree; the method by its URI, Canonical XML 1.0 where that is empty.
[[nodiscard]] Octets canonical(xmlDoc* document, xmlNode* apex, const std::string& method);
/// The method that stands in `parent`; empty where none does (EN 319 132-1 4.5: Canonical XML 1.0).
[[nodiscard]] std::string method_in(xmlNode* parent);

}  // namespace mohur::bench::raw
