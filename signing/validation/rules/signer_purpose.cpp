// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing::rules {

void check_signer_purpose(const Certificate& signer, Conclusion& conclusion) {
    // RFC 5280 4.2.1.3: without the extension the key is not limited.
    const auto& usage = signer.key_usage();
    if (usage && !usage->digital_signature && !usage->content_commitment) {
        conclusion.violate(kSignerKeyUsage);
    }
    if (signer.has_ocsp_nocheck()) {
        conclusion.violate(kSignerForbiddenExtension, "id-pkix-ocsp-nocheck");
    }
}

}  // namespace mohur::signing::rules
