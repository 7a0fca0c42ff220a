// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/private_key.h"

#include "signing/crypto/evp_signature_internal.h"

#include <string>

namespace mohur::signing {

struct PrivateKey::State {
    openssl::EvpPkey key;
    PublicKey public_key;
};

namespace {

constexpr std::size_t kMaxFileBytes = 1U << 20U;

/// A zero-terminated copy for C functions, wiped when it goes.
class PasswordText {
public:
    explicit PasswordText(const Secret& secret) : text_{as_text(secret.reveal())} {}
    PasswordText(const PasswordText&) = delete;
    PasswordText& operator=(const PasswordText&) = delete;
    ~PasswordText() { OPENSSL_cleanse(text_.data(), text_.size()); }

    [[nodiscard]] const char* c_str() const noexcept { return text_.c_str(); }
    [[nodiscard]] int size() const noexcept { return static_cast<int>(text_.size()); }

private:
    std::string text_;
};

Result<PrivateKey> key_from(openssl::EvpPkey key) {
    MOHUR_TRY(auto public_key, PublicKey::from_spki(openssl::encode<i2d_PUBKEY>(key.get())));
    return PrivateKey{std::make_shared<const PrivateKey::State>(
        PrivateKey::State{std::move(key), std::move(public_key)})};
}

std::vector<Bytes> encodings_of(const STACK_OF(X509) * certificates) {
    std::vector<Bytes> out;
    for (int i = 0; i < sk_X509_num(certificates); ++i) {
        out.push_back(openssl::encode<i2d_X509>(sk_X509_value(certificates, i)));
    }
    return out;
}

// RFC 7292 4: the MAC tells a wrong password from a damaged file.
Result<void> check_mac(PKCS12* container, const PasswordText& password) {
    if (PKCS12_mac_present(container) == 1 &&
        PKCS12_verify_mac(container, password.c_str(), password.size()) != 1) {
        openssl::forget_errors();
        return Error::denied("pin-incorrect");
    }
    return {};
}

}  // namespace

const PublicKey& PrivateKey::public_key() const noexcept {
    return state_->public_key;
}

Result<Bytes> PrivateKey::sign_digest(const SignatureAlgorithm& algorithm,
                                      const Digest& digest) const {
    const bool fits = openssl::suits(algorithm.scheme, state_->public_key.type()) &&
                      algorithm.scheme != SignatureScheme::ed25519 &&
                      digest.algorithm == algorithm.digest &&
                      digest.value.size() == digest_size(digest.algorithm);
    if (!fits) {
        return Error::unsupported("key-mechanism", to_string(algorithm));
    }
    const openssl::EvpPkeyCtx context{
        EVP_PKEY_CTX_new_from_pkey(nullptr, state_->key.get(), nullptr)};
    Bytes value(static_cast<std::size_t>(EVP_PKEY_get_size(state_->key.get())));
    std::size_t length = value.size();
    const bool made = context != nullptr && EVP_PKEY_sign_init(context.get()) == 1 &&
                      openssl::set_signature_parameters(context.get(), algorithm) &&
                      EVP_PKEY_sign(context.get(), value.data(), &length, digest.value.data(),
                                    digest.value.size()) == 1;
    if (!made) {
        return openssl::error(ErrorCode::unsupported, "key-mechanism");
    }
    value.resize(length);
    return value;
}

Result<Bytes> PrivateKey::sign_message(const SignatureAlgorithm& algorithm,
                                       BytesView message) const {
    if (algorithm.scheme != SignatureScheme::ed25519 ||
        state_->public_key.type() != KeyType::ed25519) {
        return Error::unsupported("key-mechanism", to_string(algorithm));
    }
    const openssl::EvpMdCtx context{EVP_MD_CTX_new()};
    Bytes value(static_cast<std::size_t>(EVP_PKEY_get_size(state_->key.get())));
    std::size_t length = value.size();
    const bool made = context != nullptr &&
                      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                                         state_->key.get()) == 1 &&
                      EVP_DigestSign(context.get(), value.data(), &length, message.data(),
                                     message.size()) == 1;
    if (!made) {
        return openssl::error(ErrorCode::unsupported, "key-mechanism");
    }
    value.resize(length);
    return value;
}

Result<Pkcs12> read_pkcs12(BytesView der, const Secret& password) {
    if (der.size() > kMaxFileBytes) {
        return Error::too_large("pkcs12-invalid", "longer than 1 MiB");
    }
    const auto container = openssl::parse_whole<openssl::Pkcs12Ptr, d2i_PKCS12>(der);
    if (container == nullptr) {
        return Error::malformed("pkcs12-invalid");
    }
    const PasswordText text{password};
    MOHUR_TRY_VOID(check_mac(container.get(), text));
    EVP_PKEY* raw_key = nullptr;
    X509* raw_certificate = nullptr;
    STACK_OF(X509)* raw_chain = nullptr;
    const int parsed =
        PKCS12_parse(container.get(), text.c_str(), &raw_key, &raw_certificate, &raw_chain);
    openssl::EvpPkey key{raw_key};
    const openssl::X509Ptr certificate{raw_certificate};
    const openssl::X509Stack chain{raw_chain};
    if (parsed != 1) {
        return openssl::error(ErrorCode::unsupported, "pkcs12-unsupported");
    }
    if (key == nullptr || certificate == nullptr) {
        return Error::not_found(key == nullptr ? "key-missing" : "certificate-missing");
    }
    MOHUR_TRY(auto private_key, key_from(std::move(key)));
    return Pkcs12{std::move(private_key), openssl::encode<i2d_X509>(certificate.get()),
                  encodings_of(chain.get())};
}

}  // namespace mohur::signing
