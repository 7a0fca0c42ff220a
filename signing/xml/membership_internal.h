// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xml/node_set.h"

#include <cstdint>

namespace mohur::signing::xml {

/// Decides membership along one walk from the document node down. `Inside` says for one element
/// (or the document node) in which subtrees of the set it lies; it is derived from the parent's.
class Membership {
public:
    using Inside = std::uint64_t;  ///< bit 0: the apex; bit n + 1: step n

    explicit Membership(const NodeSet& set) : set_{set} {}

    [[nodiscard]] Inside of_document() const noexcept;
    [[nodiscard]] Inside of_child(Inside parent, const void* element) const noexcept;
    /// The same, found by walking up from `element`.
    [[nodiscard]] Inside of(const Element& element) const;
    [[nodiscard]] bool visible(Inside inside) const noexcept;
    /// Comments below an element (or document) with that position.
    [[nodiscard]] bool comment_visible(Inside inside) const noexcept;

private:
    [[nodiscard]] bool evaluate(bool in_set, Inside inside) const noexcept;
    const NodeSet& set_;
};

/// More steps than this do not fit `Inside`; `NodeSet` is never given more.
inline constexpr std::size_t kMaxSteps = 62;

}  // namespace mohur::signing::xml
