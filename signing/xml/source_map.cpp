// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/source_map.h"

#include "signing/xml/tag_lexer_internal.h"

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

Bytes spliced(BytesView source, std::size_t at, std::size_t replaced, std::string_view fragment) {
    Bytes out;
    out.reserve(source.size() + fragment.size());
    append(out, source.first(at));
    append(out, as_bytes(fragment));
    append(out, source.subspan(at + replaced));
    return out;
}

/// "ds:Object" of "<ds:Object Id='x'/>".
std::string_view tag_name(std::string_view tag) noexcept {
    return tag.substr(1, tag.find_first_of(" \t\r\n/>", 1) - 1);
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

Result<Bytes> with_appended(BytesView source, const Element& parent, std::string_view fragment) {
    MOHUR_TRY(const auto range, locate(source, parent));
    if (!range.empty_tag) {
        return spliced(source, range.content_end, 0, fragment);
    }
    const auto tag = as_text(source).substr(range.begin, range.end - range.begin);
    auto opened = ">" + std::string{fragment} + "</" + std::string{tag_name(tag)} + ">";
    return spliced(source, range.end - 2, 2, opened);
}

Result<Bytes> with_following(BytesView source, const Element& element, std::string_view fragment) {
    MOHUR_TRY(const auto range, locate(source, element));
    return spliced(source, range.end, 0, fragment);
}

}  // namespace mohur::signing::xml
