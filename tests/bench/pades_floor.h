// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/raw_crypto.h"

namespace mohur::bench {

/// A PDF with one PAdES-BASELINE-LT signature, by libqpdf and OpenSSL: one parse as far as the
/// signature and the DSS, SHA-256 of the signed octets, the certificates that stand in CMS and DSS,
/// the signature and its signature timestamp. Gives the digest of the signed octets.
[[nodiscard]] raw::Octets check_pdf(raw::View file);

}  // namespace mohur::bench
