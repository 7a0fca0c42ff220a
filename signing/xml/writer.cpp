// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/writer.h"

namespace mohur::signing::xml {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool forbidden(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

std::string escape(std::string_view text, bool attribute) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (forbidden(c)) {
            out += kReplacement;
            continue;
        }
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '\r': out += "&#xD;"; break;
            case '"': out += attribute ? "&quot;" : "\""; break;
            case '\t': out += attribute ? "&#x9;" : "\t"; break;
            case '\n': out += attribute ? "&#xA;" : "\n"; break;
            default: out += c;
        }
    }
    return out;
}

}  // namespace

std::string escape_text(std::string_view text) {
    return escape(text, false);
}

std::string escape_attribute(std::string_view text) {
    return escape(text, true);
}

Writer& Writer::open(std::string_view name, Attributes attributes) {
    out_ += '<';
    out_ += name;
    for (const auto& [key, value] : attributes) {
        out_ += ' ';
        out_ += key;
        out_ += "=\"" + escape_attribute(value) + '"';
    }
    out_ += '>';
    open_.emplace_back(name);
    return *this;
}

Writer& Writer::text(std::string_view text) {
    out_ += escape_text(text);
    return *this;
}

Writer& Writer::markup(std::string_view xml) {
    out_ += xml;
    return *this;
}

Writer& Writer::close() {
    out_ += "</" + open_.back() + '>';
    open_.pop_back();
    return *this;
}

Writer& Writer::leaf(std::string_view name, std::string_view text_inside, Attributes attributes) {
    return open(name, attributes).text(text_inside).close();
}

Writer& Writer::empty(std::string_view name, Attributes attributes) {
    open(name, attributes);
    out_.back() = '/';
    out_ += '>';
    open_.pop_back();
    return *this;
}

std::string Writer::take() {
    while (!open_.empty()) {
        close();
    }
    return std::move(out_);
}

}  // namespace mohur::signing::xml
