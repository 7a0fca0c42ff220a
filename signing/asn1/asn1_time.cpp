// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der_internal.h"

#include <algorithm>
#include <string>

namespace mohur::signing::asn1 {
namespace {

// RFC 5280 4.1.2.5.1: two-digit years from 50 on are of the 20th century.
std::string with_century(std::string_view text) {
    const bool before_2000 = !text.empty() && text.front() >= '5';
    return (before_2000 ? "19" : "20") + std::string{text};
}

bool only_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<Time> read_time(std::string_view text, bool utc_time) {
    const Error bad = Error::malformed("asn1-invalid", "time");
    const std::string full = utc_time ? with_century(text) : std::string{text};
    if (full.size() < 15 || full.back() != 'Z' ||
        !only_digits(std::string_view{full}.substr(0, 14))) {
        return bad;
    }
    const std::string_view t = full;
    const std::string_view fraction = t.substr(14, t.size() - 15);
    const bool fraction_fits = fraction.empty() || (!utc_time && fraction.size() > 1 &&
                                                    (fraction[0] == '.' || fraction[0] == ',') &&
                                                    only_digits(fraction.substr(1)));
    if (!fraction_fits) {
        return bad;
    }
    const auto part = [t](std::size_t from, std::size_t count) {
        return std::string{t.substr(from, count)};
    };
    std::string rfc3339 = part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) +
                          ":" + part(10, 2) + ":" + part(12, 2);
    if (!fraction.empty()) {
        rfc3339 += "." + std::string{fraction.substr(1)};
    }
    const auto time = parse_rfc3339(rfc3339 + "Z");
    if (!time) {
        return bad;
    }
    return *time;
}

}  // namespace mohur::signing::asn1
