// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/limits.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::signing::xml {

inline constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";

class ElementRange;
struct NodeAccess;

/// One element of a parsed document. A reference, cheap to copy; valid while its Document lives.
/// Immutable; thread-safe.
class Element {
public:
    /// Local name.
    [[nodiscard]] std::string_view name() const noexcept;
    /// Empty when the element is in no namespace.
    [[nodiscard]] std::string_view namespace_uri() const noexcept;
    /// As written; empty when there is none.
    [[nodiscard]] std::string_view prefix() const noexcept;
    [[nodiscard]] bool is(std::string_view namespace_uri, std::string_view name) const noexcept;

    /// The value of the attribute in no namespace.
    [[nodiscard]] std::optional<std::string> attribute(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> attribute(std::string_view namespace_uri,
                                                       std::string_view name) const;
    /// Local names of the attributes in no namespace, in document order.
    [[nodiscard]] std::vector<std::string> attribute_names() const;
    /// The XPath string value: all text below, in document order.
    [[nodiscard]] std::string text() const;
    /// True when a text node directly below holds more than white space.
    [[nodiscard]] bool has_own_text() const noexcept;
    /// The base64 content (XML Schema base64Binary) of an element without element children.
    [[nodiscard]] Result<Bytes> base64() const;

    [[nodiscard]] std::optional<Element> parent() const noexcept;
    [[nodiscard]] std::optional<Element> first_child() const noexcept;
    [[nodiscard]] std::optional<Element> next_sibling() const noexcept;
    /// Element children, in order.
    [[nodiscard]] ElementRange children() const noexcept;
    /// The first element child of that name.
    [[nodiscard]] std::optional<Element> child(std::string_view namespace_uri,
                                               std::string_view name) const noexcept;
    [[nodiscard]] std::vector<Element> children(std::string_view namespace_uri,
                                                std::string_view name) const;
    /// Successor in document order among the descendants of `apex`; nothing at the end.
    [[nodiscard]] std::optional<Element> next_within(const Element& apex) const noexcept;
    /// True for the element itself and its descendants.
    [[nodiscard]] bool contains(const Element& other) const noexcept;
    /// The namespace that `prefix` ("" for the default) stands for here; empty when undeclared.
    [[nodiscard]] std::string_view namespace_of_prefix(std::string_view prefix) const noexcept;
    /// The same for elements with equal identity; only for sets and maps within one document.
    [[nodiscard]] const void* identity() const noexcept { return node_; }
    /// Positions among element siblings from the root (excluded) down to this element.
    [[nodiscard]] std::vector<std::size_t> path() const;

    bool operator==(const Element&) const = default;

private:
    friend struct NodeAccess;
    explicit Element(const void* node) noexcept : node_{node} {}
    const void* node_;
};

/// The element children of one element.
class ElementRange {
public:
    class Iterator {
    public:
        using value_type = Element;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        explicit Iterator(std::optional<Element> at) : at_{at} {}
        const Element& operator*() const { return *at_; }
        const Element* operator->() const { return &*at_; }
        Iterator& operator++() {
            at_ = at_->next_sibling();
            return *this;
        }
        Iterator operator++(int) {
            auto before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

    private:
        std::optional<Element> at_;
    };

    explicit ElementRange(std::optional<Element> first) : first_{first} {}
    [[nodiscard]] Iterator begin() const { return Iterator{first_}; }
    [[nodiscard]] Iterator end() const { return Iterator{}; }

private:
    std::optional<Element> first_;
};

/// Outcome of looking an identifier up.
struct IdLookup {
    std::optional<Element> element;  ///< the first in document order
    bool unique = true;              ///< false: other elements carry the same identifier
};

/// A parsed XML 1.0 document. Immutable; thread-safe; cheap to copy (shared).
class Document {
public:
    /// Parses namespace-well-formed XML without a document type declaration. No entity but the five
    /// predefined ones is known and nothing outside the input is ever read. `too_large`
    /// ("xml-too-large") above `limits.xml_bytes`, before parsing, and above fixed bounds on
    /// elements, attributes and namespaces; "xml-too-deep" below `limits.xml_depth`; `malformed`
    /// "xml-doctype", "xml-not-wellformed"; `unsupported` "xml-encoding" unless the encoding keeps
    /// ASCII (UTF-8, ISO 8859, Windows 125x, KOI8).
    [[nodiscard]] static Result<Document> parse(BytesView input, const Limits& limits);

    [[nodiscard]] Element root() const noexcept;
    /// How many elements there are: the cost of a walk over all of it.
    [[nodiscard]] std::size_t element_count() const noexcept;
    /// The element whose Id, ID, id (in no namespace) or xml:id equals `id`. Without a DTD no
    /// attribute is of type ID; these are the names that signature formats use.
    [[nodiscard]] IdLookup by_id(std::string_view id) const;

private:
    friend struct NodeAccess;
    struct State;
    explicit Document(std::shared_ptr<const State> state) : state_{std::move(state)} {}
    std::shared_ptr<const State> state_;
};

/// The white-space separated items of an XML Schema list value.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text);
/// Without leading and trailing XML white space.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

}  // namespace mohur::signing::xml
