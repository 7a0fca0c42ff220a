// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/libxml2_internal.h"
#include "signing/xml/runtime.h"
#include "signing/xml/tag_lexer_internal.h"

#include <algorithm>

#include <libxml/SAX2.h>

namespace mohur::signing::xml {
namespace {

// libxml2 compares each attribute of a tag with all before it and looks prefixes up linearly, so
// these bounds keep the parse linear in the size of the input.
constexpr std::size_t kMaxAttributesOfElement = 256;
constexpr int kMaxNamespacesInScope = 256;
constexpr std::size_t kMaxElements = 1'000'000;

constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                         XML_PARSE_NOCDATA | XML_PARSE_COMPACT;

/// What made the guarded parse stop, beside ill-formedness.
struct Guard {
    std::size_t max_depth = 0;
    std::size_t depth = 0;
    std::size_t elements = 0;
    std::optional<Error> stop;
};

Guard& guard_of(void* context) noexcept {
    return *static_cast<Guard*>(static_cast<xmlParserCtxt*>(context)->_private);
}

void stop(void* context, Error why) {
    auto& guard = guard_of(context);
    if (!guard.stop) {
        guard.stop = std::move(why);
    }
    xmlStopParser(static_cast<xmlParserCtxt*>(context));
}

/// Called at "<!DOCTYPE", before anything of the declaration's subset is read.
void refuse_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    stop(context, Error::malformed("xml-doctype"));
}

void start_element(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri,
                   int namespaces, const xmlChar** namespace_pairs, int attributes, int defaulted,
                   const xmlChar** attribute_fields) {
    auto& guard = guard_of(context);
    if (++guard.depth > guard.max_depth) {
        return stop(context, Error::too_large("xml-too-deep"));
    }
    if (++guard.elements > kMaxElements) {
        return stop(context, Error::too_large("xml-too-large", "elements"));
    }
    if (static_cast<xmlParserCtxt*>(context)->nsNr / 2 > kMaxNamespacesInScope) {
        return stop(context, Error::too_large("xml-too-large", "namespaces in scope"));
    }
    xmlSAX2StartElementNs(context, name, prefix, uri, namespaces, namespace_pairs, attributes,
                          defaulted, attribute_fields);
}

void end_element(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri) {
    --guard_of(context).depth;
    xmlSAX2EndElementNs(context, name, prefix, uri);
}

bool has_too_many_attributes(std::string_view text) noexcept {
    TagLexer lexer{text};
    for (auto tag = lexer.next(); tag; tag = lexer.next()) {
        if (tag->attributes > kMaxAttributesOfElement) {
            return true;
        }
    }
    return false;
}

/// Encodings in which every ASCII byte means itself; the bounds above are counted on bytes.
bool keeps_ascii(std::string_view encoding) {
    constexpr std::string_view kPrefixes[] = {"utf-8",     "utf8",        "us-ascii", "ascii",
                                              "iso-8859-", "windows-125", "cp125",    "koi8-"};
    std::string folded{encoding};
    std::transform(folded.begin(), folded.end(), folded.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                       [&](std::string_view prefix) { return folded.starts_with(prefix); });
}

/// Called after the XML declaration.
void start_document(void* context) {
    const auto& parser = *static_cast<xmlParserCtxt*>(context);
    for (const auto* declared : {parser.encoding, parser.input->encoding}) {
        if (declared != nullptr && !keeps_ascii(view(declared))) {
            return stop(context, Error::unsupported("xml-encoding"));
        }
    }
    xmlSAX2StartDocument(context);
}

ParserPtr make_parser(Guard& guard) {
    ParserPtr parser{xmlNewParserCtxt()};
    if (parser != nullptr) {
        parser->_private = &guard;
        parser->sax->internalSubset = refuse_doctype;
        parser->sax->startDocument = start_document;
        parser->sax->startElementNs = start_element;
        parser->sax->endElementNs = end_element;
        parser->sax->getEntity = nullptr;
        parser->sax->resolveEntity = nullptr;
        // A doubled xml:id would be printed to stderr.
        parser->vctxt.error = nullptr;
        parser->vctxt.warning = nullptr;
    }
    return parser;
}

}  // namespace

Error translate_error(const xmlParserCtxt& context) {
    const auto& last = context.lastError;
    if (last.code == XML_ERR_NO_MEMORY) {
        return Error::internal("xml-memory");
    }
    std::string detail = "line " + std::to_string(last.line) + " code " + std::to_string(last.code);
    return Error::malformed("xml-not-wellformed", std::move(detail));
}

Result<Document> Document::parse(BytesView input, const Limits& limits) {
    if (input.size() > limits.xml_bytes || input.size() > INT32_MAX) {
        return Error::too_large("xml-too-large", std::to_string(input.size()) + " bytes");
    }
    if (as_text(input.first(std::min<std::size_t>(input.size(), 4))).find('\0') !=
        std::string_view::npos) {
        return Error::unsupported("xml-encoding", "UTF-16 or UTF-32");
    }
    // libxml2 takes a NUL behind the root element for the end of the input.
    if (as_text(input).find('\0') != std::string_view::npos) {
        return Error::malformed("xml-not-wellformed", "NUL");
    }
    if (has_too_many_attributes(as_text(input))) {
        return Error::too_large("xml-too-large", "attributes of one element");
    }
    Guard guard;
    guard.max_depth = limits.xml_depth;
    const auto parser = make_parser(guard);
    if (parser == nullptr) {
        return Error::internal("xml-memory");
    }
    DocPtr doc{xmlCtxtReadMemory(parser.get(), reinterpret_cast<const char*>(input.data()),
                                 static_cast<int>(input.size()), nullptr, nullptr, kOptions)};
    if (guard.stop) {
        return *std::move(guard.stop);
    }
    if (doc == nullptr || parser->wellFormed == 0 || parser->nsWellFormed == 0) {
        return translate_error(*parser);
    }
    if (doc->intSubset != nullptr || xmlDocGetRootElement(doc.get()) == nullptr) {
        return Error::malformed("xml-not-wellformed");
    }
    return NodeAccess::document(std::move(doc));
}

Runtime::Runtime() {
    xmlInitParser();
}

}  // namespace mohur::signing::xml
