// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/signature_mark.h"

namespace mohur::server {

std::string_view mark_of(const Json& verdict) {
    const auto& indication = verdict["indication"].as_string();
    if (indication == "TOTAL-PASSED" || indication == "PASSED") {
        return "valid";
    }
    const bool failed = indication == "TOTAL-FAILED" || indication == "FAILED";
    return failed || !verdict["intact"].as_bool() ? "not_valid" : "unknown";
}

}  // namespace mohur::server
