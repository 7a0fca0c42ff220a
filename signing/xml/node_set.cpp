// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/node_set.h"

#include "signing/xml/libxml2_internal.h"
#include "signing/xml/membership_internal.h"

#include <algorithm>

namespace mohur::signing::xml {

NodeSet NodeSet::document(const Document& document, bool with_comments) {
    return {document, std::nullopt, with_comments};
}

NodeSet NodeSet::subtree(const Document& document, const Element& apex, bool with_comments) {
    return {document, apex, with_comments};
}

NodeSet NodeSet::filtered(Operation operation, const std::vector<Element>& apexes,
                          bool whole_document) const {
    MOHUR_CHECK(steps_.size() < kMaxSteps);
    Step step{operation, whole_document, {}};
    step.subtrees.reserve(apexes.size());
    for (const auto& apex : apexes) {
        step.subtrees.push_back(NodeAccess::node(apex));
    }
    std::sort(step.subtrees.begin(), step.subtrees.end());
    auto result = *this;
    result.steps_.push_back(std::move(step));
    return result;
}

bool NodeSet::contains(const Element& element) const {
    const Membership membership{*this};
    return membership.visible(membership.of(element));
}

bool NodeSet::contains_subtree(const Element& element) const {
    const Membership membership{*this};
    std::vector<std::pair<const void*, Membership::Inside>> open;
    for (auto at = std::optional{element}; at; at = at->next_within(element)) {
        const auto* parent = NodeAccess::node(*at)->parent;
        while (!open.empty() && open.back().first != parent) {
            open.pop_back();
        }
        const auto* node = NodeAccess::node(*at);
        const auto inside =
            open.empty() ? membership.of(*at) : membership.of_child(open.back().second, node);
        if (!membership.visible(inside)) {
            return false;
        }
        open.emplace_back(node, inside);
    }
    return true;
}

std::string NodeSet::text() const {
    const Membership membership{*this};
    const auto* root = NodeAccess::node(document_.root());
    std::string text;
    std::vector<std::pair<const void*, Membership::Inside>> open;
    for (const auto* node = root; node != nullptr; node = next_node(node, root)) {
        while (!open.empty() && open.back().first != node->parent) {
            open.pop_back();
        }
        const auto parent = open.empty() ? membership.of_document() : open.back().second;
        if (node->type == XML_ELEMENT_NODE) {
            open.emplace_back(node, membership.of_child(parent, node));
        } else if (is_text(*node) && membership.visible(parent)) {
            text += view(node->content);
        }
    }
    return text;
}

Membership::Inside Membership::of_document() const noexcept {
    Inside inside = set_.apex() ? 0U : 1U;
    for (std::size_t i = 0; i < set_.steps().size(); ++i) {
        if (set_.steps()[i].whole_document) {
            inside |= Inside{2} << i;
        }
    }
    return inside;
}

Membership::Inside Membership::of_child(Inside parent, const void* element) const noexcept {
    auto inside = parent;
    if (set_.apex() && NodeAccess::node(*set_.apex()) == element) {
        inside |= 1U;
    }
    for (std::size_t i = 0; i < set_.steps().size(); ++i) {
        const auto& roots = set_.steps()[i].subtrees;
        if (std::binary_search(roots.begin(), roots.end(), element)) {
            inside |= Inside{2} << i;
        }
    }
    return inside;
}

Membership::Inside Membership::of(const Element& element) const {
    auto inside = of_document();
    for (auto at = std::optional{element}; at; at = at->parent()) {
        inside = of_child(inside, NodeAccess::node(*at));
    }
    return inside;
}

bool Membership::evaluate(bool in_set, Inside inside) const noexcept {
    for (std::size_t i = 0; i < set_.steps().size(); ++i) {
        const bool selected = (inside & (Inside{2} << i)) != 0;
        switch (set_.steps()[i].operation) {
            case NodeSet::Operation::intersect: in_set = in_set && selected; break;
            case NodeSet::Operation::subtract: in_set = in_set && !selected; break;
            case NodeSet::Operation::unite: in_set = in_set || selected; break;
        }
    }
    return in_set;
}

bool Membership::visible(Inside inside) const noexcept {
    return evaluate((inside & 1U) != 0, inside);
}

bool Membership::comment_visible(Inside inside) const noexcept {
    return evaluate((inside & 1U) != 0 && set_.with_comments(), inside);
}

}  // namespace mohur::signing::xml
