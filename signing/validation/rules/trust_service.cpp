// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>

namespace mohur::signing::rules {
namespace {

using trust::ServiceKind;
using trust::ServicePeriod;

bool suits(ServiceKind kind, Purpose purpose, bool own_certificate) {
    if (purpose == Purpose::timestamp) {
        return kind == ServiceKind::timestamping ||
               (!own_certificate &&
                (kind == ServiceKind::qualified_ca || kind == ServiceKind::other_ca));
    }
    return !own_certificate && (kind == ServiceKind::qualified_ca || kind == ServiceKind::other_ca);
}

/// The periods at `time` in which a service of the anchor was granted for this purpose.
std::vector<const ServicePeriod*> periods_at(const CertificatePath& path, Purpose purpose,
                                             Time time, const trust::TrustedServices& services) {
    std::vector<const ServicePeriod*> found;
    for (const auto* service : services.of(path.back())) {
        const auto* period = service->at(time);
        if (period != nullptr && period->granted &&
            suits(period->kind, purpose, path.size() == 1)) {
            found.push_back(period);
        }
    }
    return found;
}

}  // namespace

void check_trust_service(const CertificatePath& path, Purpose purpose, Time time,
                         const trust::TrustedServices& services, Conclusion& conclusion) {
    const auto periods = periods_at(path, purpose, time, services);
    if (periods.empty()) {
        conclusion.violate(kTrustServiceNotGranted, to_rfc3339(time));
        return;
    }
    if (purpose != Purpose::signature) {
        return;
    }
    trust::QualifiedStatus best;
    for (const auto* period : periods) {
        const auto status = trust::qualified_status(path.front(), *period);
        best.qualified = best.qualified || status.qualified;
        best.on_device = best.on_device || status.on_device;
    }
    if (!best.qualified) {
        conclusion.violate(kCertificateNotQualified);
    } else if (!best.on_device) {
        conclusion.violate(kCertificateNotOnDevice);
    }
}

}  // namespace mohur::signing::rules
