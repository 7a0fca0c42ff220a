// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xades/properties_internal.h"

namespace mohur::signing::xades {

/// The level by content: a baseline level (EN 319 132-1 clause 6.3), else an extended one (EN 319
/// 132-2) under the names that EU DSS prints, else "XML-NOT-ETSI". `facts` must hold the signing
/// certificate, the material, the time-stamps and the counter-signatures. `verified` may be null.
[[nodiscard]] std::string level_of(const xmldsig::Signature& signature,
                                   const std::optional<QualifyingProperties>& properties,
                                   const SignatureFacts& facts, VerifiedSignatures* verified);

}  // namespace mohur::signing::xades
