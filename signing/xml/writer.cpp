// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xml/writer.h"

#include <cstdint>

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

/// The character that `text` begins with, and how many octets it takes.
std::pair<std::uint32_t, std::size_t> first_character(std::string_view text) noexcept {
    const auto octet = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto lead = octet(0);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    std::uint32_t value = length == 1 ? 0xFFFD : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xC0U) != 0x80U) {
            return {0xFFFD, i};
        }
        value = value << 6U | (octet(i) & 0x3FU);
    }
    return {value, length};
}

}  // namespace

std::string ascii_markup(std::string_view markup) {
    std::string out;
    out.reserve(markup.size());
    while (!markup.empty()) {
        if (static_cast<unsigned char>(markup.front()) < 0x80) {
            out += markup.front();
            markup.remove_prefix(1);
            continue;
        }
        const auto [value, length] = first_character(markup);
        out += "&#" + std::to_string(value) + ';';
        markup.remove_prefix(length);
    }
    return out;
}

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
