// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/mac.h"

#include "signing/core/check.h"
#include "signing/crypto/openssl_internal.h"

namespace mohur::signing {

Bytes hmac_sha256(BytesView key, BytesView message) {
    // OpenSSL takes a null key for "the key of the call before".
    static constexpr unsigned char kEmptyKey = 0;
    Bytes value(digest_size(DigestAlgorithm::sha256));
    std::size_t length = 0;
    const auto* made = EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA2-256", nullptr,
                                 key.empty() ? &kEmptyKey : key.data(), key.size(), message.data(),
                                 message.size(), value.data(), value.size(), &length);
    MOHUR_CHECK(made != nullptr && length == value.size());
    return value;
}

bool constant_time_equal(BytesView a, BytesView b) noexcept {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mohur::signing
