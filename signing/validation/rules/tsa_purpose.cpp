// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing::rules {
namespace {

constexpr std::string_view kTimeStamping = "1.3.6.1.5.5.7.3.8";  // id-kp-timeStamping

}  // namespace

void check_tsa_purpose(const Certificate& tsa, Conclusion& conclusion) {
    const auto& purposes = tsa.extended_key_usage();
    const bool sole = purposes.size() == 1 && purposes.front() == kTimeStamping;
    if (!sole || !tsa.extended_key_usage_critical()) {
        conclusion.violate(kTsaExtendedKeyUsage);
    }
}

}  // namespace mohur::signing::rules
