// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <memory>
#include <string>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

/// Keys and values made by OpenSSL itself, without a line of `signing`: the foreign oracle.
namespace mohur::testing {

struct PkeyFree {
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using Pkey = std::unique_ptr<EVP_PKEY, PkeyFree>;

inline Pkey ec_key(const char* curve) {
    return Pkey{EVP_EC_gen(curve)};
}
inline Pkey rsa_key(unsigned bits) {
    return Pkey{EVP_RSA_gen(bits)};
}
inline Pkey ed25519_key() {
    return Pkey{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
}

inline Bytes spki_of(EVP_PKEY* key) {
    unsigned char* raw = nullptr;
    const int length = i2d_PUBKEY(key, &raw);
    Bytes out(raw, raw + length);
    OPENSSL_free(raw);
    return out;
}

/// `salt` below zero: PKCS#1 v1.5 for RSA keys.
inline Bytes sign(EVP_PKEY* key, const char* digest, BytesView message, int salt = -1,
                  const char* mgf_digest = nullptr) {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* parameters = nullptr;
    EVP_DigestSignInit_ex(context, &parameters, digest, nullptr, nullptr, key, nullptr);
    if (salt >= 0) {
        EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, salt);
        if (mgf_digest != nullptr) {
            EVP_PKEY_CTX_set_rsa_mgf1_md_name(parameters, mgf_digest, nullptr);
        }
    }
    std::size_t length = 0;
    EVP_DigestSign(context, nullptr, &length, message.data(), message.size());
    Bytes value(length);
    EVP_DigestSign(context, value.data(), &length, message.data(), message.size());
    value.resize(length);
    EVP_MD_CTX_free(context);
    return value;
}

}  // namespace mohur::testing
