// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cades/reader.h"

namespace mohur::signing::cades {

/// The level found by content (architecture page): a baseline level of EN 319 122-1 clause 6.3
/// where one holds, else the extended form of EN 319 122-2, else "CMS-NOT-ETSI". `facts` has
/// everything but its format. `verified` may be null.
[[nodiscard]] std::string level_of(const SignedData& signed_data, const SignerInfo& signer,
                                   const SignatureFacts& facts, bool counter_signature,
                                   VerifiedSignatures* verified);

}  // namespace mohur::signing::cades
