// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/public_key.h"

#include "signing/crypto/evp_signature_internal.h"
#include "signing/crypto/hash.h"

#include <array>
#include <cctype>

#include <openssl/core_names.h>

namespace mohur::signing {

struct PublicKey::State {
    openssl::EvpPkey key;  // null when the algorithm is not known or its parameters are refused
    KeyType type = KeyType::other;
    int bits = 0;
    std::string curve;
    Bytes spki;
};

namespace {

KeyType type_of(const EVP_PKEY* key) noexcept {
    switch (EVP_PKEY_get_base_id(key)) {
        case EVP_PKEY_RSA: return KeyType::rsa;
        case EVP_PKEY_RSA_PSS: return KeyType::rsa_pss;
        case EVP_PKEY_EC: return KeyType::ec;
        case EVP_PKEY_ED25519: return KeyType::ed25519;
        case EVP_PKEY_ED448: return KeyType::ed448;
        case EVP_PKEY_DSA: return KeyType::dsa;
        default: return KeyType::other;
    }
}

// The NIST names that TS 119 312 uses; every other curve keeps its own.
std::string curve_of(const EVP_PKEY* key) {
    std::array<char, 64> name{};
    if (EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) != 1) {
        return {};
    }
    const std::string_view group{name.data()};
    if (group == "prime256v1") {
        return "P-256";
    }
    if (group == "secp384r1") {
        return "P-384";
    }
    if (group == "secp521r1") {
        return "P-521";
    }
    return std::string{group};
}

// RFC 5480 2.1.1: only named curves. Explicit parameters let a forger choose the base point.
bool has_explicit_parameters(const EVP_PKEY* key) {
    int is_explicit = 0;
    const int known =
        EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit);
    return known == 1 && is_explicit != 0;
}

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
    const auto info = openssl::parse_whole<openssl::X509PubkeyPtr, d2i_X509_PUBKEY>(der);
    if (info == nullptr) {
        return Error::malformed("public-key-invalid");
    }
    auto state = std::make_shared<State>();
    state->spki = to_bytes(der);
    EVP_PKEY* key = X509_PUBKEY_get0(info.get());
    openssl::forget_errors();
    if (key != nullptr) {
        state->type = type_of(key);
        state->bits = EVP_PKEY_get_bits(key);
        const bool refused = state->type == KeyType::other ||
                             (state->type == KeyType::ec && has_explicit_parameters(key));
        state->curve = state->type == KeyType::ec && !refused ? curve_of(key) : std::string{};
        if (!refused && EVP_PKEY_up_ref(key) == 1) {
            state->key.reset(key);
        }
    }
    openssl::forget_errors();
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
