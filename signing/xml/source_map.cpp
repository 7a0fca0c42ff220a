// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/source_map.h"

#include "signing/xml/tag_lexer_internal.h"

#include <algorithm>

namespace mohur::signing::xml {
namespace {

Error lost() {
    return Error::internal("xml-source-map", "the source does not hold the element");
}

/// The tag of the element at `path`; the lexer then stands behind it.
std::optional<Tag> find_tag(TagLexer& lexer, const std::vector<std::size_t>& path) {
    std::size_t matched = 0;   // steps of the path whose elements are open
    std::size_t depth = 0;     // open elements below the last matched one
    std::size_t position = 0;  // of the next child of the last matched element
    for (auto tag = lexer.next(); tag; tag = lexer.next()) {
        if (tag->kind == Tag::Kind::end) {
            if (depth == 0) {
                return std::nullopt;
            }
            --depth;
            continue;
        }
        // The root is the only child of the document: position 0.
        const auto wanted = matched == 0 ? 0 : path[matched - 1];
        if (depth == 0 && position++ == wanted) {
            if (matched == path.size()) {
                return tag;
            }
            ++matched;
            position = 0;
            if (tag->kind == Tag::Kind::empty) {
                return std::nullopt;
            }
        } else if (tag->kind == Tag::Kind::start) {
            ++depth;
        }
    }
    return std::nullopt;
}

std::optional<Tag> matching_end(TagLexer& lexer) {
    std::size_t depth = 0;
    for (auto tag = lexer.next(); tag; tag = lexer.next()) {
        if (tag->kind == Tag::Kind::start) {
            ++depth;
        } else if (tag->kind == Tag::Kind::end && depth-- == 0) {
            return tag;
        }
    }
    return std::nullopt;
}

/// "ds:Object" of "<ds:Object Id='x'/>".
std::string_view tag_name(std::string_view tag) noexcept {
    return tag.substr(1, tag.find_first_of(" \t\r\n/>", 1) - 1);
}

/// Octets that take the place of others.
struct Splice {
    std::size_t at = 0;
    std::size_t replaced = 0;
    std::string octets;
};

Splice splice_for(BytesView source, const SourceRange& range, const Insertion& insertion) {
    using Place = Insertion::Place;
    const auto& fragment = insertion.fragment;
    if (insertion.place == Place::before || insertion.place == Place::after) {
        return {insertion.place == Place::before ? range.begin : range.end, 0, fragment};
    }
    if (!range.empty_tag) {
        const bool first = insertion.place == Place::first_child;
        return {first ? range.content_begin : range.content_end, 0, fragment};
    }
    const auto tag = as_text(source).substr(range.begin, range.end - range.begin);
    return {range.end - 2, 2, ">" + fragment + "</" + std::string{tag_name(tag)} + ">"};
}

Bytes spliced(BytesView source, const std::vector<Splice>& splices) {
    std::size_t size = source.size();
    for (const auto& splice : splices) {
        size += splice.octets.size() - splice.replaced;
    }
    Bytes out;
    out.reserve(size);
    std::size_t copied = 0;
    for (const auto& splice : splices) {
        append(out, source.subspan(copied, splice.at - copied));
        append(out, as_bytes(splice.octets));
        copied = splice.at + splice.replaced;
    }
    append(out, source.subspan(copied));
    return out;
}

}  // namespace

Result<SourceRange> locate(BytesView source, const Element& element) {
    const auto text = as_text(source);
    if (text.find('\0') != std::string_view::npos) {
        return Error::unsupported("xml-encoding");
    }
    TagLexer lexer{text};
    const auto start = find_tag(lexer, element.path());
    if (!start) {
        return lost();
    }
    if (start->kind == Tag::Kind::empty) {
        return SourceRange{start->begin, start->end, start->end, start->end, true};
    }
    const auto end = matching_end(lexer);
    if (!end) {
        return lost();
    }
    return SourceRange{start->begin, start->end, end->begin, end->end, false};
}

Result<Bytes> with_insertions(BytesView source, const std::vector<Insertion>& insertions) {
    std::vector<Splice> splices;
    for (const auto& insertion : insertions) {
        MOHUR_TRY(const auto range, locate(source, insertion.element));
        splices.push_back(splice_for(source, range, insertion));
    }
    std::ranges::stable_sort(splices, {}, &Splice::at);
    const auto overlap = std::ranges::adjacent_find(
        splices, [](const Splice& a, const Splice& b) { return a.at + a.replaced > b.at; });
    return overlap == splices.end() ? Result<Bytes>{spliced(source, splices)}
                                    : Result<Bytes>{lost()};
}

Result<Bytes> with_appended(BytesView source, const Element& parent, std::string_view fragment) {
    return with_insertions(source, {{parent, Insertion::Place::last_child, std::string{fragment}}});
}

Result<Bytes> with_following(BytesView source, const Element& element, std::string_view fragment) {
    return with_insertions(source, {{element, Insertion::Place::after, std::string{fragment}}});
}

}  // namespace mohur::signing::xml
