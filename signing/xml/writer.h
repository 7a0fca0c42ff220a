// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mohur::signing::xml {

/// `text` as character data; characters that XML 1.0 cannot hold become U+FFFD.
[[nodiscard]] std::string escape_text(std::string_view text);
/// `text` as the inside of a double-quoted attribute value.
[[nodiscard]] std::string escape_attribute(std::string_view text);

/// `markup` with every character outside ASCII as a character reference, so that it means the same
/// in every encoding that keeps ASCII. Names in it are ASCII; octets that are no UTF-8 become
/// U+FFFD.
[[nodiscard]] std::string ascii_markup(std::string_view markup);

/// Writes well-formed XML without any white space of its own. Names are the caller's constants.
/// Not thread-safe.
class Writer {
public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    Writer& open(std::string_view name, Attributes attributes = {});
    Writer& text(std::string_view text);
    /// Already well-formed markup.
    Writer& markup(std::string_view xml);
    Writer& close();
    /// An element that holds only `text`.
    Writer& leaf(std::string_view name, std::string_view text, Attributes attributes = {});
    /// An element without content.
    Writer& empty(std::string_view name, Attributes attributes = {});

    /// Closes what is open and hands the text over.
    [[nodiscard]] std::string take();

private:
    std::string out_;
    std::vector<std::string> open_;
};

}  // namespace mohur::signing::xml
