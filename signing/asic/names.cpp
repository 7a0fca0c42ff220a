// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/names.h"

#include <optional>

namespace mohur::signing::asic {
namespace {

bool stays(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~' || c == '/';
}

std::optional<unsigned> nibble(char c) {
    if (c >= '0' && c <= '9') {
        return static_cast<unsigned>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return static_cast<unsigned>(c - 'a') + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return static_cast<unsigned>(c - 'A') + 10;
    }
    return std::nullopt;
}

}  // namespace

std::string uri_of_entry(std::string_view name) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string uri;
    for (const char c : name) {
        if (stays(c)) {
            uri += c;
        } else {
            const auto octet = static_cast<unsigned char>(c);
            uri += {'%', kDigits[octet >> 4U], kDigits[octet & 15U]};
        }
    }
    return uri;
}

std::string entry_of_uri(std::string_view uri) {
    std::string name;
    for (std::size_t i = 0; i < uri.size(); ++i) {
        const auto high = uri[i] == '%' && i + 2 < uri.size() ? nibble(uri[i + 1]) : std::nullopt;
        const auto low = high ? nibble(uri[i + 2]) : std::nullopt;
        if (low) {
            name += static_cast<char>(*high << 4U | *low);
            i += 2;
        } else {
            name += uri[i];
        }
    }
    return name;
}

}  // namespace mohur::signing::asic
