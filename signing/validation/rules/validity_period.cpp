// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing::rules {

void check_validity_period(const Certificate& certificate, Time at, bool known_good,
                           Conclusion& conclusion) {
    if (at < certificate.not_before()) {
        conclusion.violate(kCertificateNotYetValid, "from " + to_rfc3339(certificate.not_before()));
    }
    if (at > certificate.not_after()) {
        const auto& rule = known_good ? kCertificateExpiredNotRevoked : kCertificateExpired;
        conclusion.violate(rule, "until " + to_rfc3339(certificate.not_after()));
    }
}

}  // namespace mohur::signing::rules
