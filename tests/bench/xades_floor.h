// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/raw_crypto.h"

namespace mohur::bench {

/// An ASiC-E container with one XAdES-BASELINE-LT signature over one file, by zlib, libxml2 and
/// OpenSSL: inflate what is signed and what signs it, SHA-256 of the file, one parse, the
/// canonical forms that are hashed, stamped and signed, the certificates that stand in it, its
/// signature and its signature timestamp. Gives the digest of the file.
[[nodiscard]] raw::Octets check_asic_e(raw::View container);

}  // namespace mohur::bench
