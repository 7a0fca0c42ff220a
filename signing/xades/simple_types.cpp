// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/simple_types_internal.h"

#include "signing/xml/document.h"

#include <algorithm>

namespace mohur::signing::xades {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool is_ncname(std::string_view text) noexcept {
    const auto begins = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    return !text.empty() && begins(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [&](char c) { return begins(c) || is_digit(c) || c == '-' || c == '.'; });
}

bool is_integer(std::string_view text) noexcept {
    if (text.starts_with('-') || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Takes `count` digits off; -1 when there are fewer.
int take_number(std::string_view& text, std::size_t count) noexcept {
    if (text.size() < count || !std::all_of(text.begin(), text.begin() + count, is_digit)) {
        return -1;
    }
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take_character(std::string_view& text, char c) noexcept {
    const bool here = text.starts_with(c);
    text.remove_prefix(here ? 1 : 0);
    return here;
}

bool in_range(int value, int low, int high) noexcept {
    return value >= low && value <= high;
}

bool is_zone(std::string_view text) noexcept {
    if (text.empty() || text == "Z") {
        return true;
    }
    if (!take_character(text, '+') && !take_character(text, '-')) {
        return false;
    }
    const int hour = take_number(text, 2);
    const bool colon = take_character(text, ':');
    const int minute = take_number(text, 2);
    return colon && text.empty() && in_range(hour, 0, 14) &&
           in_range(minute, 0, hour == 14 ? 0 : 59);
}

bool take_date(std::string_view& text) noexcept {
    take_character(text, '-');
    const auto year_digits = std::min(text.find('-'), text.size());
    if (year_digits < 4 || year_digits > 9 || take_number(text, year_digits) < 0) {
        return false;
    }
    const bool first = take_character(text, '-');
    const int month = take_number(text, 2);
    const bool second = take_character(text, '-');
    const int day = take_number(text, 2);
    const int days = month == 2                                              ? 29
                     : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                             : 31;
    return first && second && in_range(month, 1, 12) && in_range(day, 1, days);
}

bool take_clock(std::string_view& text) noexcept {
    const int hour = take_number(text, 2);
    const bool first = take_character(text, ':');
    const int minute = take_number(text, 2);
    const bool second = take_character(text, ':');
    const int seconds = take_number(text, 2);
    if (take_character(text, '.')) {
        const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(digits);
        if (digits == 0) {
            return false;
        }
    }
    return first && second && in_range(hour, 0, 24) && in_range(minute, 0, 59) &&
           in_range(seconds, 0, 59) && (hour < 24 || minute + seconds == 0);
}

// XML Schema part 2, 3.2.7
bool is_date_time(std::string_view text) noexcept {
    return take_date(text) && take_character(text, 'T') && take_clock(text) && is_zone(text);
}

}  // namespace

bool is_of_simple_type(std::string_view text, std::string_view type) {
    const auto trimmed = xml::trim(text);
    if (type == "ID") {
        return is_ncname(trimmed);
    }
    if (type == "base64") {
        return from_base64(text).has_value();
    }
    if (type == "dateTime") {
        return is_date_time(trimmed);
    }
    if (type == "integer") {
        return is_integer(trimmed);
    }
    if (type == "boolean") {
        return trimmed == "true" || trimmed == "false" || trimmed == "1" || trimmed == "0";
    }
    return type != "empty" || trimmed.empty();
}

}  // namespace mohur::signing::xades
