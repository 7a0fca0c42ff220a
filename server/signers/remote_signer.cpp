// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signers/remote_signer.h"

#include <algorithm>

namespace mohur::server {
namespace {

// E.164: at most fifteen digits; the shortest subscriber numbers have seven.
constexpr std::size_t kMinDigits = 7;
constexpr std::size_t kMaxDigits = 15;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

Json Recipient::to_json() const {
    return Json::object({{"phone", phone}, {"identity", identity}});
}

Recipient Recipient::from(const Json& json) {
    return {json["phone"].as_string(), json["identity"].as_string()};
}

Result<Recipient> Recipient::parse(std::string_view phone, std::string_view identity) {
    std::string number;
    std::ranges::copy_if(phone, std::back_inserter(number), [](char c) {
        return std::string_view{" -()"}.find(c) == std::string_view::npos;
    });
    const auto digits = std::string_view{number}.substr(std::min<std::size_t>(1, number.size()));
    if (!number.starts_with('+') || digits.size() < kMinDigits || digits.size() > kMaxDigits ||
        !std::ranges::all_of(digits, is_digit)) {
        return Error::malformed("field-invalid", "field:phone");
    }
    return Recipient{std::move(number), std::string{identity}};
}

}  // namespace mohur::server
