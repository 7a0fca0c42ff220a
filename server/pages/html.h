// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mohur::server {

/// Escapes text for element content and for attribute values in double quotes.
[[nodiscard]] std::string escape_html(std::string_view text);

/// Builds HTML from left to right; whatever is not markup goes through `text`. Value type.
class Html {
public:
    /// Markup, as it stands; only literals of this program.
    Html& raw(std::string_view markup) {
        out_ += markup;
        return *this;
    }
    Html& text(std::string_view value) {
        out_ += escape_html(value);
        return *this;
    }
    /// `<tag>value</tag>`, with a class where one is given.
    Html& element(std::string_view tag, std::string_view value, std::string_view css_class = {});
    [[nodiscard]] std::string take() && { return std::move(out_); }

private:
    std::string out_;
};

}  // namespace mohur::server
