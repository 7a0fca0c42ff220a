// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/blocks_internal.h"
#include "signing/validation/rules/rules.h"

namespace mohur::signing {

// EN 319 102-1 5.2.3.4
Conclusion identify_signing_certificate(const SignatureFacts& facts,
                                        const ValidationPolicy& policy) {
    Conclusion conclusion{policy};
    if (!facts.signing_certificate) {
        conclusion.violate(rules::kSigningCertificateNotFound);
        return conclusion;
    }
    if (!facts.signing_certificate_reference_present) {
        conclusion.violate(rules::kSigningCertificateReferenceMissing);
        return conclusion;
    }
    if (facts.signing_certificate_reference_ambiguous) {
        conclusion.violate(rules::kSigningCertificateReferenceAmbiguous);
    }
    if (!facts.signing_certificate_reference_matches) {
        conclusion.violate(rules::kSigningCertificateReferenceMismatch);
    }
    return conclusion;
}

}  // namespace mohur::signing
