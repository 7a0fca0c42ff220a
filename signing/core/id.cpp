// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/id.h"

#include <span>

namespace mohur {

Uuid Uuid::v7(Time time, RandomSource& random) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(std::span{bytes}.subspan<6>());
    const auto millis = static_cast<std::uint64_t>(
        std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) {
        bytes[i] = static_cast<std::uint8_t>(millis >> (40U - 8U * i));
    }
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x70U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    return Uuid{bytes};
}

Result<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') {
        return Error::malformed("id-invalid");
    }
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i != 8 && i != 13 && i != 18 && i != 23) { digits.push_back(text[i]); }
    }
    const auto bytes = from_hex(digits);
    if (!bytes || bytes->size() != 16) { return Error::malformed("id-invalid"); }
    std::array<std::uint8_t, 16> value{};
    std::copy(bytes->begin(), bytes->end(), value.begin());
    return Uuid{value};
}

std::string to_string(const Uuid& id) {
    std::string hex = to_hex(id.bytes());
    for (const std::size_t at : {20U, 16U, 12U, 8U}) { hex.insert(at, 1, '-'); }
    return hex;
}

}  // namespace mohur
