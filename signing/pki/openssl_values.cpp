// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/openssl_values_internal.h"

#include <array>
#include <ctime>

namespace mohur::signing::openssl {

std::string dotted(const ASN1_OBJECT* object) {
    std::array<char, 256> text{};
    const int length = OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
    if (length <= 0 || length >= static_cast<int>(text.size())) {
        forget_errors();
        return {};
    }
    return std::string{text.data()};
}

std::optional<Time> time_from(const ASN1_TIME* time) {
    std::tm parts{};
    // ASN1_TIME_to_tm answers "now" for null.
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) {
        forget_errors();
        return std::nullopt;
    }
    const std::chrono::year_month_day day{
        std::chrono::year{parts.tm_year + 1900},
        std::chrono::month{static_cast<unsigned>(parts.tm_mon + 1)},
        std::chrono::day{static_cast<unsigned>(parts.tm_mday)}};
    if (!day.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days{day} + std::chrono::hours{parts.tm_hour} +
           std::chrono::minutes{parts.tm_min} + std::chrono::seconds{parts.tm_sec};
}

}  // namespace mohur::signing::openssl
