// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cms/signed_data.h"
#include "signing/pades/signature_dictionary_internal.h"

namespace mohur::signing::pades {

/// What of the document's later revisions decides the level of a signature.
struct LaterRevisions {
    bool timestamped = false;  ///< an intact DocTimeStamp stands behind the signature
    bool store = false;        ///< the document has a /DSS
    bool store_timestamped =
        false;  ///< an intact DocTimeStamp covers a /DSS with all that -LT asks for
};

/// The level found by content, as EU DSS names it: PAdES-BASELINE-B, -T, -LT, -LTA (EN 319 142-1
/// clause 6), PAdES-BES, -EPES, -LTV (EN 319 142-2), PKCS7-B, -T, -LT, -LTA (ISO 32000-1
/// clause 12.8.3.3), else PDF-NOT-ETSI. `facts` must hold certificate, timestamps and all material.
/// `verified` may be null.
[[nodiscard]] std::string level_of(const SignatureDictionary& signature, const SignedData& data,
                                   const SignerInfo& signer, const SignatureFacts& facts,
                                   const LaterRevisions& later, VerifiedSignatures* verified);

}  // namespace mohur::signing::pades
