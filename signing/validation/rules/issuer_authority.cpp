// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing::rules {
namespace {

// An anchor needs no basicConstraints when it is a root of version 1, which issued itself; any
// other anchor without them was trusted as an end entity, not as an issuer.
void check_is_ca(const Certificate& issuer, bool anchor, Conclusion& conclusion) {
    if (!issuer.is_ca() && !(anchor && issuer.self_issued())) {
        conclusion.violate(kIssuerNotCa, issuer.subject().to_rfc4514());
    }
    if (issuer.key_usage() && !issuer.key_usage()->key_cert_sign) {
        conclusion.violate(kIssuerKeyUsage, issuer.subject().to_rfc4514());
    }
}

}  // namespace

void check_issuers(const CertificatePath& path, Conclusion& conclusion) {
    int intermediates =
        0;  // below the issuer at hand, self-issued ones and the subject not counted
    for (std::size_t i = 1; i < path.size(); ++i) {
        const auto& issuer = path[i];
        check_is_ca(issuer, i + 1 == path.size(), conclusion);
        if (issuer.path_length() && intermediates > *issuer.path_length()) {
            conclusion.violate(kPathLengthExceeded, issuer.subject().to_rfc4514());
        }
        intermediates += issuer.self_issued() ? 0 : 1;
    }
}

}  // namespace mohur::signing::rules
