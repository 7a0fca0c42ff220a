// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/xades_floor.h"

#include "tests/bench/measurement.h"
#include "tests/bench/raw_zip.h"

#include <cstring>
#include <memory>

#include <libxml/c14n.h>
#include <libxml/parser.h>

namespace mohur::bench {
namespace {

using raw::Octets;
using raw::View;
using Document = std::unique_ptr<xmlDoc, openssl::Freed<xmlFreeDoc>>;

bool is(const xmlNode* node, const char* name) {
    return node->type == XML_ELEMENT_NODE &&
           std::strcmp(reinterpret_cast<const char*>(node->name), name) == 0;
}

/// The first element of that local name below `node`, in document order.
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

void find_all(xmlNode* node, const char* name, std::vector<xmlNode*>& found) {
    for (auto* child = node->children; child != nullptr; child = child->next) {
        if (is(child, name)) {
            found.push_back(child);
        }
        find_all(child, name, found);
    }
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

Octets canonical(xmlDoc* document, xmlNode* apex, const std::string& method) {
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlOutputBufferPtr out = xmlOutputBufferCreateBuffer(buffer, nullptr);
    const int written =
        xmlC14NExecute(document, stands_below, apex, mode_of(method), nullptr, 0, out);
    xmlOutputBufferFlush(out);
    const auto* text = xmlBufferContent(buffer);
    Octets octets(text, text + xmlBufferLength(buffer));
    xmlOutputBufferClose(out);
    xmlBufferFree(buffer);
    if (written < 0) {
        fail("floor: canonical form");
    }
    return octets;
}

/// The method that stands in `parent`; where none does, Canonical XML 1.0 (EN 319 132-1 4.5).
std::string method_in(xmlNode* parent) {
    auto* method = find(parent, "CanonicalizationMethod");
    return method == nullptr ? "" : attribute_of(method, "Algorithm");
}

Octets stored_digest(xmlNode* reference) {
    return raw::from_base64(text_of(find(reference, "DigestValue")));
}

const std::string& name_of(const std::map<std::string, raw::Packed>& entries,
                           const std::string& beginning) {
    const auto found = entries.lower_bound(beginning);
    if (found == entries.end() || !found->first.starts_with(beginning)) {
        fail("floor: no entry " + beginning);
    }
    return found->first;
}

/// One signature in its document.
class Signature {
public:
    explicit Signature(const Octets& xml)
        : document_{xmlReadMemory(reinterpret_cast<const char*>(xml.data()),
                                  static_cast<int>(xml.size()), nullptr, nullptr, XML_PARSE_NONET)},
          root_{find(reinterpret_cast<xmlNode*>(document_.get()), "Signature")} {}

    void check_references(const Octets& file_digest) {
        std::vector<xmlNode*> references;
        find_all(find(root_, "SignedInfo"), "Reference", references);
        for (auto* reference : references) {
            const bool own = attribute_of(reference, "URI").starts_with("#");
            const Octets computed = own ? digest_of_properties(reference) : file_digest;
            if (computed != stored_digest(reference)) {
                fail("floor: reference " + attribute_of(reference, "URI"));
            }
        }
    }

    void check_value() {
        std::vector<openssl::X509Ptr> certificates;
        for (const auto* name : {"X509Certificate", "EncapsulatedX509Certificate"}) {
            std::vector<xmlNode*> found;
            find_all(root_, name, found);
            for (auto* each : found) {
                certificates.push_back(raw::certificate(raw::from_base64(text_of(each))));
            }
        }
        auto* info = find(root_, "SignedInfo");
        const Octets to_be_signed = canonical(document_.get(), info, method_in(info));
        const Octets value = raw::from_base64(text_of(find(root_, "SignatureValue")));
        raw::verify_value(certificates.front().get(), to_be_signed, value);
    }

    void check_timestamp() {
        auto* stamp = find(root_, "SignatureTimeStamp");
        const Octets stamped =
            canonical(document_.get(), find(root_, "SignatureValue"), method_in(stamp));
        const Octets token = raw::from_base64(text_of(find(stamp, "EncapsulatedTimeStamp")));
        const View view{stamped};
        raw::verify_token(token, std::span{&view, 1});
    }

private:
    Octets digest_of_properties(xmlNode* reference) {
        auto* transform = find(reference, "Transform");
        const auto method = transform == nullptr ? "" : attribute_of(transform, "Algorithm");
        const Octets text = canonical(document_.get(), find(root_, "SignedProperties"), method);
        const View view{text};
        return raw::sha256(std::span{&view, 1});
    }

    Document document_;
    xmlNode* root_;
};

}  // namespace

Octets check_asic_e(View container) {
    const auto entries = raw::zip_directory(container);
    const Octets file = raw::unpacked(entries.at(name_of(entries, "document")));
    const View view{file};
    Octets digest = raw::sha256(std::span{&view, 1});
    Signature signature{raw::unpacked(entries.at(name_of(entries, "META-INF/signatures")))};
    signature.check_references(digest);
    signature.check_value();
    signature.check_timestamp();
    return digest;
}

}  // namespace mohur::bench
