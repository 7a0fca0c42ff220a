// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/zip/names_internal.h"

#include "signing/core/az_text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace mohur::signing::zip {
namespace {

constexpr std::size_t kMaxName = 1024;

// Code page 437, 0x80 to 0xFF.
constexpr std::array<char16_t, 128> kCodePage437{
    u'Ç', u'ü', u'é', u'â', u'ä', u'à', u'å', u'ç',     u'ê', u'ë', u'è', u'ï', u'î', u'ì', u'Ä',
    u'Å', u'É', u'æ', u'Æ', u'ô', u'ö', u'ò', u'û',     u'ù', u'ÿ', u'Ö', u'Ü', u'¢', u'£', u'¥',
    u'₧', u'ƒ', u'á', u'í', u'ó', u'ú', u'ñ', u'Ñ',     u'ª', u'º', u'¿', u'⌐', u'¬', u'½', u'¼',
    u'¡', u'«', u'»', u'░', u'▒', u'▓', u'│', u'┤',     u'╡', u'╢', u'╖', u'╕', u'╣', u'║', u'╗',
    u'╝', u'╜', u'╛', u'┐', u'└', u'┴', u'┬', u'├',     u'─', u'┼', u'╞', u'╟', u'╚', u'╔', u'╩',
    u'╦', u'╠', u'═', u'╬', u'╧', u'╨', u'╤', u'╥',     u'╙', u'╘', u'╒', u'╓', u'╫', u'╪', u'┘',
    u'┌', u'█', u'▄', u'▌', u'▐', u'▀', u'α', u'ß',     u'Γ', u'π', u'Σ', u'σ', u'µ', u'τ', u'Φ',
    u'Θ', u'Ω', u'δ', u'∞', u'φ', u'ε', u'∩', u'≡',     u'±', u'≥', u'≤', u'⌠', u'⌡', u'÷', u'≈',
    u'°', u'∙', u'·', u'√', u'ⁿ', u'²', u'■', u'\u00a0'};

void append_utf8(std::string& out, char16_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        out += static_cast<char>(0xe0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    }
}

std::string from_code_page_437(BytesView octets) {
    std::string out;
    for (const auto octet : octets) {
        append_utf8(out, octet < 0x80 ? static_cast<char16_t>(octet) : kCodePage437[octet - 0x80U]);
    }
    return out;
}

bool segments_are_plain(std::string_view name) {
    if (name.ends_with('/')) {
        name.remove_suffix(1);
    }
    while (true) {
        const auto slash = name.find('/');
        const auto segment = name.substr(0, slash);
        if (segment.empty() || segment == "." || segment == "..") {
            return false;
        }
        if (slash == std::string_view::npos) {
            return true;
        }
        name.remove_prefix(slash + 1);
    }
}

bool is_drive(std::string_view name) {
    return name.size() >= 2 && name[1] == ':' && name.find('/') == 2;
}

}  // namespace

Result<std::string> entry_name(BytesView octets) {
    const auto raw = as_text(octets);
    std::string name = is_valid_utf8(raw) ? std::string{raw} : from_code_page_437(octets);
    const bool control = std::ranges::any_of(
        name, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f || c == '\\'; });
    if (name.empty() || name.size() > kMaxName || control || is_drive(name) ||
        !segments_are_plain(name)) {
        return Error::malformed("zip-name");
    }
    return name;
}

}  // namespace mohur::signing::zip
