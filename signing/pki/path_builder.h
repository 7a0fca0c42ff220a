// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/trust_anchors.h"

#include <vector>

namespace mohur::signing {

/// A prospective certification path (RFC 5280 clause 6.1): `subject` first, anchor last. Each
/// certificate but the last is signed by its successor.
using CertificatePath = std::vector<Certificate>;

/// Every path from `subject` to an anchor through `candidates`, signatures checked, at most
/// `max_length` long and `max_paths` many, shortest first. A subject that is itself an anchor is a
/// path of one. Cycles and repeated certificates are cut. With `verified` the arithmetic of a
/// signature is done once.
[[nodiscard]] std::vector<CertificatePath> build_paths(const Certificate& subject,
                                                       const std::vector<Certificate>& candidates,
                                                       const TrustAnchors& anchors,
                                                       VerifiedSignatures* verified = nullptr,
                                                       std::size_t max_length = 10,
                                                       std::size_t max_paths = 8);

}  // namespace mohur::signing
