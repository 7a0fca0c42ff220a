// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/evp_signature_internal.h"

namespace mohur::signing::openssl {
namespace {

bool set_padding(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm) {
    if (algorithm.scheme == SignatureScheme::rsa_pkcs1) {
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
    }
    if (algorithm.scheme != SignatureScheme::rsa_pss) {
        return true;
    }
    const auto* mgf_digest = message_digest(algorithm.mgf_digest.value_or(algorithm.digest));
    // Negative lengths are OpenSSL's own codes (recover the length from the value): never ours.
    const int salt =
        algorithm.salt_length.value_or(static_cast<int>(digest_size(algorithm.digest)));
    return mgf_digest != nullptr && salt >= 0 &&
           EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, mgf_digest) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt) == 1;
}

}  // namespace

bool suits(SignatureScheme scheme, KeyType type) noexcept {
    switch (scheme) {
        case SignatureScheme::rsa_pkcs1: return type == KeyType::rsa;
        case SignatureScheme::rsa_pss: return type == KeyType::rsa || type == KeyType::rsa_pss;
        case SignatureScheme::ecdsa: return type == KeyType::ec;
        case SignatureScheme::ed25519: return type == KeyType::ed25519;
        case SignatureScheme::dsa: return type == KeyType::dsa;
    }
    return false;
}

bool set_signature_parameters(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm) {
    const EVP_MD* digest = message_digest(algorithm.digest);
    return digest != nullptr && set_padding(context, algorithm) &&
           EVP_PKEY_CTX_set_signature_md(context, digest) == 1;
}

}  // namespace mohur::signing::openssl
