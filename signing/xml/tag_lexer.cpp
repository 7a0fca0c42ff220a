// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/tag_lexer_internal.h"

#include <utility>

namespace mohur::signing::xml {
namespace {

constexpr std::pair<std::string_view, std::string_view> kNonTags[] = {
    {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};

}  // namespace

std::optional<Tag> TagLexer::next() noexcept {
    for (;;) {
        at_ = text_.find('<', at_);
        if (at_ == std::string_view::npos) {
            at_ = text_.size();
            return std::nullopt;
        }
        if (!skip_non_tag()) {
            return read_tag();
        }
    }
}

bool TagLexer::skip_non_tag() noexcept {
    for (const auto& [open, close] : kNonTags) {
        if (text_.substr(at_).starts_with(open)) {
            const auto end = text_.find(close, at_ + open.size());
            at_ = end == std::string_view::npos ? text_.size() : end + close.size();
            return true;
        }
    }
    return false;
}

std::optional<Tag> TagLexer::read_tag() noexcept {
    Tag tag{.begin = at_};
    char quote = 0;
    for (auto i = at_ + 1; i < text_.size(); ++i) {
        const char c = text_[i];
        if (quote != 0) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '=') {
            ++tag.attributes;
        } else if (c == '>') {
            tag.end = at_ = i + 1;
            tag.kind = text_[tag.begin + 1] == '/' ? Tag::Kind::end
                       : text_[i - 1] == '/'       ? Tag::Kind::empty
                                                   : Tag::Kind::start;
            return tag;
        }
    }
    // The rest is one unfinished tag: its attributes still cost the parser time.
    tag.end = at_ = text_.size();
    return tag.attributes > 0 ? std::optional{tag} : std::nullopt;
}

}  // namespace mohur::signing::xml
