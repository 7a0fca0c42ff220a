// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/token/signing_device.h"

#include "signing/crypto/hash.h"

namespace mohur::signing {
namespace {

// TS 119 312: no signature is made today with a digest that has ended.
bool may_be_signed(DigestAlgorithm digest) noexcept {
    return digest != DigestAlgorithm::md5 && digest != DigestAlgorithm::sha1 &&
           digest != DigestAlgorithm::ripemd160;
}

}  // namespace

Result<Bytes> SigningDevice::sign(const SignatureAlgorithm& algorithm, BytesView data) {
    if (algorithm.scheme == SignatureScheme::ed25519) {
        return Error::unsupported("key-mechanism", to_string(algorithm));
    }
    return sign_digest(algorithm, digest_of(algorithm.digest, data));
}

Result<SignatureAlgorithm> default_algorithm(const PublicKey& key, DigestAlgorithm digest,
                                             bool prefer_pss) {
    if (!may_be_signed(digest)) {
        return Error::unsupported("key-mechanism", std::string{to_string(digest)});
    }
    const SignatureAlgorithm pss{SignatureScheme::rsa_pss, digest, digest,
                                 static_cast<int>(digest_size(digest))};
    switch (key.type()) {
        case KeyType::ec:
            return SignatureAlgorithm{SignatureScheme::ecdsa, digest, std::nullopt, std::nullopt};
        case KeyType::rsa_pss: return pss;
        case KeyType::rsa:
            return prefer_pss ? pss
                              : SignatureAlgorithm{SignatureScheme::rsa_pkcs1, digest, std::nullopt,
                                                   std::nullopt};
        // RFC 8419 clause 3.1: what is around it hashes by SHA-512.
        case KeyType::ed25519:
            return SignatureAlgorithm{SignatureScheme::ed25519, DigestAlgorithm::sha512,
                                      std::nullopt, std::nullopt};
        default: return Error::unsupported("key-mechanism", "type of key");
    }
}

}  // namespace mohur::signing
