// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace mohur::signing::xml {

/// One tag as it stands in the source.
struct Tag {
    enum class Kind { start, end, empty };
    Kind kind = Kind::start;
    std::size_t begin = 0;       ///< at '<'
    std::size_t end = 0;         ///< after '>'
    std::size_t attributes = 0;  ///< '=' signs outside values
};

/// Finds the tags of an XML text in an encoding that keeps ASCII, in order; comments, CDATA
/// sections and processing instructions are passed over. It checks nothing: the parser does.
/// Linear.
class TagLexer {
public:
    explicit TagLexer(std::string_view text) : text_{text} {}

    /// Nothing at the end, and where the text breaks off inside a construct.
    [[nodiscard]] std::optional<Tag> next() noexcept;

private:
    /// Moves behind the comment, section or instruction at `at_`; false when there is none here.
    bool skip_non_tag() noexcept;
    std::optional<Tag> read_tag() noexcept;

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace mohur::signing::xml
