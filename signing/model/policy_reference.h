// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"

#include <string>

namespace mohur::signing {

/// A signature policy that a signer names (EN 319 122-1 clause 5.2.9, EN 319 132-1 clause 5.2.9).
struct SignaturePolicyReference {
    std::string id;     ///< dotted object identifier
    Digest digest;      ///< of the policy document
    std::string spuri;  ///< optional: where the document can be had
};

}  // namespace mohur::signing
