// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/public_key.h"

#include "signing/crypto/evp_signature_internal.h"
#include "signing/crypto/hash.h"
#include "signing/crypto/public_key_decoder_internal.h"

#include <cctype>

namespace mohur::signing {

struct PublicKey::State {
    openssl::EvpPkey key;  // null when the algorithm is not known or its parameters are refused
    KeyType type = KeyType::other;
    int bits = 0;
    std::string curve;
    Bytes spki;
};

namespace {

bool verify_with(EVP_PKEY* key, const SignatureAlgorithm& algorithm, BytesView digest,
                 BytesView value) {
    const openssl::EvpPkeyCtx context{EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr)};
    return context != nullptr && EVP_PKEY_verify_init(context.get()) == 1 &&
           openssl::set_signature_parameters(context.get(), algorithm) &&
           EVP_PKEY_verify(context.get(), value.data(), value.size(), digest.data(),
                           digest.size()) == 1;
}

// RFC 8032 5.1.7: PureEdDSA takes the message itself.
bool verify_pure(EVP_PKEY* key, BytesView message, BytesView value) {
    const openssl::EvpMdCtx context{EVP_MD_CTX_new()};
    return context != nullptr &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), value.data(), value.size(), message.data(),
                            message.size()) == 1;
}

std::string upper(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return out;
}

}  // namespace

std::string to_string(const SignatureAlgorithm& algorithm) {
    const std::string digest = upper(to_string(algorithm.digest));
    switch (algorithm.scheme) {
        case SignatureScheme::rsa_pkcs1: return "RSA with " + digest;
        case SignatureScheme::rsa_pss: return "RSA-PSS with " + digest;
        case SignatureScheme::ecdsa: return "ECDSA with " + digest;
        case SignatureScheme::dsa: return "DSA with " + digest;
        case SignatureScheme::ed25519: return "Ed25519";
    }
    return {};
}

Result<PublicKey> PublicKey::from_spki(BytesView der) {
    MOHUR_TRY(const auto info, SubjectPublicKeyInfo::read(der));
    auto state = std::make_shared<State>();
    state->spki = to_bytes(der);
    auto decoded = decode(info, der);
    state->key = std::move(decoded.key);
    state->type = decoded.type;
    state->curve = std::string{decoded.curve};
    state->bits = state->key != nullptr ? EVP_PKEY_get_bits(state->key.get()) : 0;
    return PublicKey{std::move(state)};
}

KeyType PublicKey::type() const noexcept {
    return state_->type;
}
int PublicKey::bits() const noexcept {
    return state_->bits;
}
const std::string& PublicKey::curve() const noexcept {
    return state_->curve;
}
const Bytes& PublicKey::spki() const noexcept {
    return state_->spki;
}

bool PublicKey::verify(const SignatureAlgorithm& algorithm, BytesView message,
                       BytesView value) const {
    if (algorithm.scheme != SignatureScheme::ed25519) {
        return verify_digest(algorithm, digest_of(algorithm.digest, message), value);
    }
    if (state_->key == nullptr || !openssl::suits(algorithm.scheme, state_->type)) {
        return false;
    }
    const bool valid = verify_pure(state_->key.get(), message, value);
    openssl::forget_errors();
    return valid;
}

bool PublicKey::verify_digest(const SignatureAlgorithm& algorithm, const Digest& digest,
                              BytesView value) const {
    const bool fits = state_->key != nullptr && openssl::suits(algorithm.scheme, state_->type) &&
                      algorithm.scheme != SignatureScheme::ed25519 &&
                      digest.algorithm == algorithm.digest &&
                      digest.value.size() == digest_size(digest.algorithm);
    if (!fits) {
        return false;
    }
    const bool valid = verify_with(state_->key.get(), algorithm, digest.value, value);
    openssl::forget_errors();
    return valid;
}

bool PublicKey::operator==(const PublicKey& other) const {
    return state_ == other.state_ || state_->spki == other.state_->spki;
}

}  // namespace mohur::signing
