// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/raw_xml.h"

#include "tests/bench/measurement.h"

#include <cstring>

#include <libxml/c14n.h>
#include <libxml/parser.h>

namespace mohur::bench::raw {
namespace {

bool is(const xmlNode* node, const char* name) {
    return node->type == XML_ELEMENT_NODE &&
           std::strcmp(reinterpret_cast<const char*>(node->name), name) == 0;
}

void collect(xmlNode* node, const char* name, std::vector<xmlNode*>& found) {
    for (auto* child = node->children; child != nullptr; child = child->next) {
        if (is(child, name)) {
            found.push_back(child);
        }
        collect(child, name, found);
    }
}

int stands_below(void* apex, xmlNodePtr node, xmlNodePtr parent) {
    // libxml2 passes a namespace as a node without a parent of its own.
    for (auto* at = node->type == XML_NAMESPACE_DECL ? parent : node; at != nullptr;
         at = at->parent) {
        if (at == apex) {
            return 1;
        }
    }
    return 0;
}

int mode_of(const std::string& method) {
    if (method == "http://www.w3.org/2001/10/xml-exc-c14n#") {
        return XML_C14N_EXCLUSIVE_1_0;
    }
    return method == "http://www.w3.org/2006/12/xml-c14n11" ? XML_C14N_1_1 : XML_C14N_1_0;
}

Octets octets_of(xmlBufferPtr buffer) {
    const auto* text = xmlBufferContent(buffer);
    Octets octets(text, text + xmlBufferLength(buffer));
    return octets;
}

}  // namespace

Document parse_xml(View xml) {
    Document document{xmlReadMemory(reinterpret_cast<const char*>(xml.data()),
                                    static_cast<int>(xml.size()), nullptr, nullptr,
                                    XML_PARSE_NONET)};
    if (document == nullptr) {
        fail("floor: XML");
    }
    return document;
}

Octets serialized(xmlDoc* document) {
    xmlChar* text = nullptr;
    int length = 0;
    xmlDocDumpMemory(document, &text, &length);
    Octets octets(text, text + length);
    xmlFree(text);
    return octets;
}

xmlNode* find(xmlNode* node, const char* name) {
    for (auto* child = node->children; child != nullptr; child = child->next) {
        if (is(child, name)) {
            return child;
        }
        if (auto* found = find(child, name)) {
            return found;
        }
    }
    return nullptr;
}

std::vector<xmlNode*> find_all(xmlNode* node, const char* name) {
    std::vector<xmlNode*> found;
    collect(node, name, found);
    return found;
}

std::string text_of(const xmlNode* element) {
    xmlChar* content = xmlNodeGetContent(element);
    std::string text{reinterpret_cast<const char*>(content)};
    xmlFree(content);
    return text;
}

std::string attribute_of(xmlNode* element, const char* name) {
    xmlChar* value = xmlGetProp(element, reinterpret_cast<const xmlChar*>(name));
    std::string text = value == nullptr ? "" : reinterpret_cast<const char*>(value);
    xmlFree(value);
    return text;
}

Octets canonical(xmlDoc* document, xmlNode* apex, const std::string& method) {
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlOutputBufferPtr out = xmlOutputBufferCreateBuffer(buffer, nullptr);
    const int written =
        xmlC14NExecute(document, stands_below, apex, mode_of(method), nullptr, 0, out);
    xmlOutputBufferFlush(out);
    Octets octets = octets_of(buffer);
    xmlOutputBufferClose(out);
    xmlBufferFree(buffer);
    if (written < 0) {
        fail("floor: canonical form");
    }
    return octets;
}

std::string method_in(xmlNode* parent) {
    auto* method = find(parent, "CanonicalizationMethod");
    return method == nullptr ? "" : attribute_of(method, "Algorithm");
}

}  // namespace mohur::bench::raw
