// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xades/properties_internal.h"

namespace mohur::signing::xades {

/// Certificates and revocation values that decode, from ds:KeyInfo and from every
/// CertificateValues, RevocationValues, TimeStampValidationData and the like of the unsigned
/// properties (EN 319 132-1 clauses 5.4 and 5.5.1). Duplicates are dropped; nothing is trusted.
void read_material(const xmldsig::Signature& signature,
                   const std::optional<QualifyingProperties>& properties, const Limits& limits,
                   SignatureFacts& facts);

}  // namespace mohur::signing::xades
