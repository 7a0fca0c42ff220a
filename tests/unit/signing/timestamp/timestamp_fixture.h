// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "signing/crypto/hash.h"
#include "signing/timestamp/timestamp_token.h"

#include <gtest/gtest.h>

namespace mohur::signing {

inline Time test_now() {
    return *parse_rfc3339("2026-08-22T10:00:00Z");
}

/// One test PKI for the program: building it makes keys.
inline const pkitest::Hierarchy& test_pki() {
    static const auto pki = pkitest::Hierarchy::standard(test_now);
    return pki;
}

inline Digest test_digest(DigestAlgorithm algorithm = DigestAlgorithm::sha256) {
    return digest_of(algorithm, as_bytes("signature value"));
}

inline Bytes token_of(std::string_view behaviour) {
    return test_pki().timestamp_token("sha256", test_digest().value, behaviour);
}

}  // namespace mohur::signing
