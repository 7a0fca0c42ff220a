// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pdf/date.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace mohur::signing::pdf {
namespace {

/// Takes `digits` decimal digits off `text`; empty when others stand there.
std::optional<int> take(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value;
}

/// The offset from UTC after the sign: "04'00'", "04'00", "04".
std::optional<std::chrono::minutes> take_offset(std::string_view text, bool east) {
    const auto hours = take(text, 2);
    if (!hours || *hours > 23) {
        return std::nullopt;
    }
    if (!text.empty() && text.front() == '\'') {
        text.remove_prefix(1);
    }
    const auto minutes = text.empty() ? std::optional{0} : take(text, 2);
    if (!minutes || *minutes > 59) {
        return std::nullopt;
    }
    const std::chrono::minutes offset{*hours * 60 + *minutes};
    return east ? offset : -offset;
}

}  // namespace

std::string date_string(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "D:%04d%02u%02u%02d%02d%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

std::optional<Time> parse_date(std::string_view text) {
    if (text.starts_with("D:")) {
        text.remove_prefix(2);
    }
    const auto year = take(text, 4);
    if (!year) {
        return std::nullopt;
    }
    std::array<int, 5> parts{1, 1, 0, 0, 0};
    for (auto& part : parts) {
        const auto value = take(text, 2);
        if (!value) {
            break;
        }
        part = *value;
    }
    const auto [month, day, hour, minute, second] = parts;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    const Time local = std::chrono::sys_days{date} + std::chrono::hours{hour} +
                       std::chrono::minutes{minute} + std::chrono::seconds{second};
    if (text.empty() || text.front() == 'Z') {
        return local;
    }
    if (text.front() != '+' && text.front() != '-') {
        return std::nullopt;
    }
    const auto offset = take_offset(text.substr(1), text.front() == '+');
    return offset ? std::optional{local - *offset} : std::nullopt;
}

}  // namespace mohur::signing::pdf
