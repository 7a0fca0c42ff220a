// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/canonical.h"

#include "signing/xml/canonical_names_internal.h"
#include "signing/xml/libxml2_internal.h"
#include "signing/xml/membership_internal.h"

#include <algorithm>

namespace mohur::signing::xml {
namespace {

struct NamedMethod {
    std::string_view uri;
    CanonicalForm form;
    bool with_comments;
};
constexpr NamedMethod kMethods[] = {
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", CanonicalForm::inclusive_1_0, false},
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", CanonicalForm::inclusive_1_0,
     true},
    {"http://www.w3.org/2006/12/xml-c14n11", CanonicalForm::inclusive_1_1, false},
    {"http://www.w3.org/2006/12/xml-c14n11#WithComments", CanonicalForm::inclusive_1_1, true},
    {"http://www.w3.org/2001/10/xml-exc-c14n#", CanonicalForm::exclusive, false},
    {"http://www.w3.org/2001/10/xml-exc-c14n#WithComments", CanonicalForm::exclusive, true},
};

/// Collects small pieces before they reach the sink.
class Output {
public:
    explicit Output(const Sink& sink) : sink_{sink} { buffer_.reserve(kBuffer); }
    ~Output() { flush(); }
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void put(std::string_view text) {
        if (buffer_.size() + text.size() > kBuffer) {
            flush();
        }
        if (text.size() > kBuffer) {
            sink_(as_bytes(text));
        } else {
            buffer_ += text;
        }
    }
    /// Writes `text` with each character of `special` replaced.
    template <class Replace>
    void put_escaped(std::string_view text, std::string_view special, Replace replace) {
        while (!text.empty()) {
            const auto plain = std::min(text.find_first_of(special), text.size());
            put(text.substr(0, plain));
            if (plain == text.size()) {
                return;
            }
            put(replace(text[plain]));
            text.remove_prefix(plain + 1);
        }
    }

private:
    static constexpr std::size_t kBuffer = 8192;
    void flush() {
        if (!buffer_.empty()) {
            sink_(as_bytes(buffer_));
            buffer_.clear();
        }
    }
    const Sink& sink_;
    std::string buffer_;
};

std::string_view escape(char c) noexcept {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\t': return "&#x9;";
        case '\n': return "&#xA;";
        default: return "&#xD;";
    }
}

/// One canonicalisation: walks the tree without recursion and writes what is visible.
class Writer {
public:
    Writer(const NodeSet& set, const CanonicalMethod& method, const Sink& sink)
        : set_{set}, method_{method}, membership_{set}, names_{method}, out_{sink} {}

    Result<void> write() {
        if (set_.apex() && !reaches_outside_apex()) {
            const auto* apex = NodeAccess::node(*set_.apex());
            const auto parent = set_.apex()->parent();
            walk(apex, parent ? membership_.of(*parent) : membership_.of_document());
        } else {
            write_document();
        }
        if (names_.relative_namespace()) {
            return Error::malformed("xml-relative-namespace");
        }
        return {};
    }

private:
    /// An element whose end is still to come.
    struct Open {
        const xmlNode* element;
        Membership::Inside inside;
        bool visible;
        std::size_t mark;  ///< of the rendered namespaces, to return to at its end
    };

    bool reaches_outside_apex() const noexcept {
        return std::any_of(set_.steps().begin(), set_.steps().end(), [](const auto& step) {
            return step.operation == NodeSet::Operation::unite;
        });
    }

    /// Canonical XML 1.0, 2.1: line feeds separate what stands beside the document element.
    void write_document() {
        const auto inside = membership_.of_document();
        const auto* root = xmlDocGetRootElement(NodeAccess::doc(set_.source()));
        bool before = true;
        for (const auto* node = NodeAccess::doc(set_.source())->children; node != nullptr;
             node = node->next) {
            if (node == root) {
                walk(node, inside);
                before = false;
            } else if (leaf_visible(*node, inside, membership_.visible(inside))) {
                out_.put(before ? "" : "\n");
                write_leaf(*node);
                out_.put(before ? "\n" : "");
            }
        }
    }

    void walk(const xmlNode* apex, Membership::Inside parent_inside) {
        enter(apex, parent_inside, false);
        const xmlNode* node = apex->children;
        while (!open_.empty()) {
            if (node == nullptr) {
                node = leave();
            } else if (node->type == XML_ELEMENT_NODE) {
                enter(node, open_.back().inside, open_.back().visible);
                node = node->children;
            } else {
                if (leaf_visible(*node, open_.back().inside, open_.back().visible)) {
                    write_leaf(*node);
                }
                node = node->next;
            }
        }
    }

    void enter(const xmlNode* element, Membership::Inside parent_inside, bool parent_visible) {
        const auto inside = membership_.of_child(parent_inside, element);
        Open open{element, inside, membership_.visible(inside), names_.mark()};
        if (open.visible) {
            write_start_tag(*element, parent_visible);
        }
        open_.push_back(open);
    }

    /// Ends the innermost element; returns the node to go on with.
    const xmlNode* leave() {
        const auto open = open_.back();
        open_.pop_back();
        if (open.visible) {
            out_.put("</");
            write_name(open.element->ns, open.element->name);
            out_.put(">");
        }
        names_.restore(open.mark);
        return open_.empty() ? nullptr : open.element->next;
    }

    void write_start_tag(const xmlNode& element, bool parent_visible) {
        out_.put("<");
        write_name(element.ns, element.name);
        for (const auto& declaration : names_.declarations(element, parent_visible)) {
            out_.put(declaration.prefix.empty() ? " xmlns" : " xmlns:");
            out_.put(declaration.prefix);
            write_value(declaration.uri);
        }
        for (const auto& attribute : names_.attributes(element, parent_visible)) {
            out_.put(" ");
            write_name(attribute.node->ns, attribute.node->name);
            write_value(attribute.value ? *attribute.value : attribute_value(*attribute.node));
        }
        out_.put(">");
    }

    void write_name(const xmlNs* ns, const xmlChar* name) {
        if (ns != nullptr && ns->prefix != nullptr) {
            out_.put(view(ns->prefix));
            out_.put(":");
        }
        out_.put(view(name));
    }

    void write_value(std::string_view value) {
        out_.put("=\"");
        out_.put_escaped(value, "&<\"\t\n\r", escape);
        out_.put("\"");
    }

    bool leaf_visible(const xmlNode& node, Membership::Inside inside, bool parent_visible) const {
        if (node.type == XML_COMMENT_NODE) {
            return method_.with_comments && membership_.comment_visible(inside);
        }
        return parent_visible;
    }

    void write_leaf(const xmlNode& node) {
        switch (node.type) {
            case XML_TEXT_NODE:
            case XML_CDATA_SECTION_NODE:
                out_.put_escaped(view(node.content), "&<>\r", escape);
                break;
            case XML_COMMENT_NODE:
                out_.put("<!--");
                out_.put_escaped(view(node.content), "\r", escape);
                out_.put("-->");
                break;
            case XML_PI_NODE: write_instruction(node); break;
            default: break;
        }
    }

    void write_instruction(const xmlNode& node) {
        out_.put("<?");
        out_.put(view(node.name));
        if (!view(node.content).empty()) {
            out_.put(" ");
            out_.put_escaped(view(node.content), "\r", escape);
        }
        out_.put("?>");
    }

    const NodeSet& set_;
    const CanonicalMethod& method_;
    Membership membership_;
    CanonicalNames names_;
    Output out_;
    std::vector<Open> open_;
};

}  // namespace

std::optional<CanonicalMethod> canonical_method_from(std::string_view uri) {
    for (const auto& method : kMethods) {
        if (method.uri == uri) {
            return CanonicalMethod{method.form, method.with_comments, {}};
        }
    }
    return std::nullopt;
}

std::string_view uri_of(const CanonicalMethod& method) noexcept {
    for (const auto& named : kMethods) {
        if (named.form == method.form && named.with_comments == method.with_comments) {
            return named.uri;
        }
    }
    return {};
}

Result<void> canonicalize(const NodeSet& set, const CanonicalMethod& method, const Sink& sink) {
    return Writer{set, method, sink}.write();
}

Result<Bytes> canonicalize(const NodeSet& set, const CanonicalMethod& method) {
    Bytes out;
    MOHUR_TRY_VOID(canonicalize(set, method, [&out](BytesView piece) { append(out, piece); }));
    return out;
}

}  // namespace mohur::signing::xml
