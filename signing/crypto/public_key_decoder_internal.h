// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asn1/oid.h"
#include "signing/crypto/openssl_internal.h"
#include "signing/crypto/public_key.h"

#include <string_view>

namespace mohur::signing {

/// SubjectPublicKeyInfo (RFC 5280 clause 4.1.2.7) taken apart.
struct SubjectPublicKeyInfo {
    Oid algorithm;
    Bytes parameters;  ///< the whole element; empty when absent
    Bytes key;         ///< content of the BIT STRING

    /// `malformed` "public-key-invalid" for anything else, and trailing bytes.
    [[nodiscard]] static Result<SubjectPublicKeyInfo> read(BytesView der);
};

struct DecodedKey {
    KeyType type = KeyType::other;
    openssl::EvpPkey key;  ///< null when it does not decode or is refused
    std::string_view curve;
};

/// `der` is the encoding of `info`. OpenSSL 3.0 spends 250 us in its generic decoder, three times as much
/// as the verification of a P-256 signature; the usual keys are built from their parts instead.
[[nodiscard]] DecodedKey decode(const SubjectPublicKeyInfo& info, BytesView der);

}  // namespace mohur::signing
