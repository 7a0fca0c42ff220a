// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/finding_codes_internal.h"

#include "signing/validation/verdict_schema_embedded.h"

#include "signing/core/json.h"

#include <set>
#include <string>

namespace mohur::signing {
namespace {

std::set<std::string, std::less<>> codes_of_schema() {
    const auto schema = Json::parse(verdict_schema().front().content).value();
    std::set<std::string, std::less<>> codes;
    for (const auto& code : schema["$defs"]["code"]["enum"].items()) {
        codes.insert(code.as_string());
    }
    return codes;
}

std::string_view code_of(ErrorCode kind) {
    switch (kind) {
        case ErrorCode::malformed:
        case ErrorCode::integrity:
        case ErrorCode::conflict: return "malformed-file";
        case ErrorCode::unsupported: return "unsupported-format";
        case ErrorCode::too_large: return "limit-exceeded";
        case ErrorCode::not_found:
        case ErrorCode::denied:
        case ErrorCode::unavailable: return "file-unreadable";
        case ErrorCode::internal: return "internal-error";
    }
    return "internal-error";
}

std::string joined(std::string_view first, std::string_view second) {
    return second.empty() ? std::string{first} : std::string{first} + ": " + std::string{second};
}

}  // namespace

bool is_listed_code(std::string_view code) {
    static const auto codes = codes_of_schema();
    return codes.contains(code);
}

Finding listed(const Finding& finding) {
    if (is_listed_code(finding.code)) {
        return finding;
    }
    return {"unlisted-finding", joined(finding.code, finding.text)};
}

Finding finding_of(const Error& error) {
    if (is_listed_code(error.reason)) {
        return {error.reason, error.detail};
    }
    return {std::string{code_of(error.code)}, joined(error.reason, error.detail)};
}

}  // namespace mohur::signing
