// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"

namespace mohur::signing {

/// True when what is embedded would let a verifier judge revocation without going online: the
/// signing certificate and that of every timestamp but the last archive one, with the CAs above
/// them, each has a CRL or OCSP answer that speaks of it (the -LT level of EN 319 122-1, 132-1,
/// 142-1 clause 6).
///
/// A leaf whose issuer is not embedded has none; a CA whose issuer is not embedded ends its chain,
/// as does a self-signed certificate and an OCSP responder with id-pkix-ocsp-nocheck. Says nothing
/// about validity: it names a level. `verified` may be null.
[[nodiscard]] bool has_long_term_material(const SignatureFacts& facts,
                                          VerifiedSignatures* verified);

/// True when an embedded answer speaks of the signing certificate itself. `verified` may be null.
[[nodiscard]] bool has_signing_certificate_status(const SignatureFacts& facts,
                                                  VerifiedSignatures* verified);

}  // namespace mohur::signing
