// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xml/document.h"

namespace mohur::signing::xml {

/// A set of nodes of one document, in the shape that XML Signature needs: whole subtrees, combined
/// in order. Attributes, namespace nodes, text and processing instructions belong to the set when
/// their element does; deciding that costs constant time per node in one walk.
class NodeSet {
public:
    enum class Operation { intersect, subtract, unite };
    /// One step of XPath Filter 2.0 (clause 3.4) after subtree expansion.
    struct Step {
        Operation operation = Operation::subtract;
        bool whole_document = false;        ///< the expression selected the root node
        std::vector<const void*> subtrees;  ///< apex elements; sorted
    };

    /// The whole document, or the subtree of `apex`.
    [[nodiscard]] static NodeSet document(const Document& document, bool with_comments);
    [[nodiscard]] static NodeSet subtree(const Document& document, const Element& apex,
                                         bool with_comments);

    /// The set after one more step with the subtrees of `apexes`.
    [[nodiscard]] NodeSet filtered(Operation operation, const std::vector<Element>& apexes,
                                   bool whole_document = false) const;

    [[nodiscard]] const Document& source() const noexcept { return document_; }
    [[nodiscard]] const std::optional<Element>& apex() const noexcept { return apex_; }
    [[nodiscard]] bool with_comments() const noexcept { return with_comments_; }
    [[nodiscard]] const std::vector<Step>& steps() const noexcept { return steps_; }
    /// True when `element` itself is in the set.
    [[nodiscard]] bool contains(const Element& element) const;
    /// True when all of the subtree of `element` is in the set (comments apart).
    [[nodiscard]] bool contains_subtree(const Element& element) const;

    /// The text nodes of the set, joined in document order.
    [[nodiscard]] std::string text() const;

private:
    NodeSet(const Document& document, std::optional<Element> apex, bool with_comments)
        : document_{document}, apex_{apex}, with_comments_{with_comments} {}

    Document document_;
    std::optional<Element> apex_;  ///< empty: the whole document
    bool with_comments_;
    std::vector<Step> steps_;
};

}  // namespace mohur::signing::xml
