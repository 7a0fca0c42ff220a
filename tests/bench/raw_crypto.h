// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/openssl_handles.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The pieces that every floor is made of, straight from OpenSSL. What does not verify ends the
/// program: a floor that skips work would flatter nobody.
namespace mohur::bench::raw {

using Octets = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

[[nodiscard]] Octets sha256(std::span<const View> pieces);
[[nodiscard]] Octets from_base64(std::string_view text);
[[nodiscard]] openssl::X509Ptr certificate(View der);

/// ECDSA (as r||s, XML Signature 1.1 clause 6.4.3) or RSA PKCS#1 v1.5 over SHA-256, with the key
/// of `signer`.
void verify_value(X509* signer, View message, View value);

/// The key of a PKCS#12 file.
[[nodiscard]] openssl::PkeyPtr private_key(View pkcs12, const std::string& password);
/// Signs with SHA-256 and verifies what came out, as whoever lets a signature leave must.
[[nodiscard]] Octets sign_and_verify(EVP_PKEY* key, View message);

/// RFC 3161: the token's signature, by the certificate inside, and its imprint of `stamped`.
void verify_token(View token, std::span<const View> stamped);

/// RFC 5652 over detached octets (with signed attributes, as CAdES has them); then the signature
/// timestamp of the first signer, which has to be there. Gives the SHA-256 of the octets.
[[nodiscard]] Octets verify_cms(View cms, std::span<const View> content);

}  // namespace mohur::bench::raw
