// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xml/document.h"

namespace mohur::signing::xml {

/// Where an element stands in the bytes it was parsed from.
struct SourceRange {
    std::size_t begin = 0;          ///< at its start tag
    std::size_t content_begin = 0;  ///< after its start tag
    std::size_t content_end = 0;    ///< at its end tag
    std::size_t end = 0;            ///< after its end tag
    bool empty_tag = false;         ///< "<a/>": the content range is empty and lies behind the tag
};

/// Finds `element` in `source`, the bytes that its document was parsed from. `unsupported`
/// ("xml-encoding") when they are not in an encoding that keeps ASCII.
[[nodiscard]] Result<SourceRange> locate(BytesView source, const Element& element);

/// Markup to be put beside or into one element.
struct Insertion {
    enum class Place { before, first_child, last_child, after };
    Element element;
    Place place = Place::last_child;
    std::string fragment;
};
/// `source` with all of them put in; every other byte stays, so that signatures over other parts
/// keep. An empty tag is opened, once: it takes one fragment for its inside. Linear in `source` for
/// each insertion.
[[nodiscard]] Result<Bytes> with_insertions(BytesView source,
                                            const std::vector<Insertion>& insertions);

/// `source` with `fragment` put before the end tag of `parent`.
[[nodiscard]] Result<Bytes> with_appended(BytesView source, const Element& parent,
                                          std::string_view fragment);
/// `source` with `fragment` put right after the end tag of `element`.
[[nodiscard]] Result<Bytes> with_following(BytesView source, const Element& element,
                                           std::string_view fragment);

}  // namespace mohur::signing::xml
