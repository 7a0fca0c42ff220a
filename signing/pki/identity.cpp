// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/certificate.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::string_view kCommonName = "2.5.4.3";
constexpr std::string_view kSurname = "2.5.4.4";
constexpr std::string_view kSerialNumber = "2.5.4.5";
constexpr std::string_view kOrganization = "2.5.4.10";
constexpr std::string_view kOrganizationalUnit = "2.5.4.11";
constexpr std::string_view kTitle = "2.5.4.12";
constexpr std::string_view kGivenName = "2.5.4.42";
constexpr std::string_view kOrganizationIdentifier = "2.5.4.97";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Personal number of an identity card: seven upper-case letters and digits.
bool is_fin(std::string_view text) {
    return text.size() == 7 &&
           std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
}

// Taxpayer number: ten digits.
bool is_voen(std::string_view text) {
    return text.size() == 10 && std::ranges::all_of(text, is_digit);
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view{};
}

// EN 319 412-1 5.1.3 semantics identifier, or the bare number of the national profile.
std::string fin_of(std::string_view serial_number) {
    const auto tagged = without_prefix(serial_number, "PNOAZ-");
    const auto number = tagged.empty() ? serial_number : tagged;
    return is_fin(number) ? std::string{number} : std::string{};
}

// OU "TIN:" of the national profile, or EN 319 412-1 5.1.4.
std::string voen_of(const Name& subject) {
    for (const auto& attribute : subject.attributes) {
        std::string_view number;
        if (attribute.oid == kOrganizationalUnit) {
            number = without_prefix(attribute.value, "TIN:");
        } else if (attribute.oid == kOrganizationIdentifier) {
            number = without_prefix(attribute.value, "NTRAZ-");
            number = number.empty() ? without_prefix(attribute.value, "VATAZ-") : number;
        }
        if (is_voen(number)) {
            return std::string{number};
        }
    }
    return {};
}

}  // namespace

SubjectIdentity identity_of(const Certificate& certificate) {
    const Name& subject = certificate.subject();
    const auto get = [&](std::string_view oid) { return subject.get(oid).value_or(""); };
    return {.common_name = get(kCommonName),
            .given_name = get(kGivenName),
            .surname = get(kSurname),
            .serial_number = get(kSerialNumber),
            .fin = fin_of(get(kSerialNumber)),
            .voen = voen_of(subject),
            .organization = get(kOrganization),
            .title = get(kTitle)};
}

}  // namespace mohur::signing
