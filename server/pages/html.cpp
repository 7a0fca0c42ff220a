// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/pages/html.h"

namespace mohur::server {

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out.push_back(c);
        }
    }
    return out;
}

Html& Html::element(std::string_view tag, std::string_view value, std::string_view css_class) {
    raw("<").raw(tag);
    if (!css_class.empty()) {
        raw(" class=\"").text(css_class).raw("\"");
    }
    return raw(">").text(value).raw("</").raw(tag).raw(">");
}

}  // namespace mohur::server
