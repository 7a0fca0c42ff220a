// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/check.h"
#include "signing/crypto/aes_internal.h"
#include "signing/crypto/openssl_internal.h"

namespace mohur::signing::aes {
namespace {

using Cipher = Handle<EVP_CIPHER, EVP_CIPHER_free>;

// Fetched once, as the digests are.
const EVP_CIPHER* gcm() {
    static const Cipher cipher{EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)};
    return cipher.get();
}

const EVP_CIPHER* key_wrap() {
    static const Cipher cipher{EVP_CIPHER_fetch(nullptr, "AES-256-WRAP", nullptr)};
    return cipher.get();
}

openssl::EvpCipherCtx context_for(const EVP_CIPHER* cipher, BytesView key,
                                  const std::uint8_t* nonce, bool encrypt) {
    openssl::EvpCipherCtx context{EVP_CIPHER_CTX_new()};
    MOHUR_CHECK(context != nullptr && cipher != nullptr && key.size() == kKeyBytes);
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    MOHUR_CHECK(EVP_CipherInit_ex2(context.get(), cipher, key.data(), nonce, encrypt ? 1 : 0,
                                   nullptr) == 1);
    return context;
}

}  // namespace

void seal(BytesView key, BytesView nonce, BytesView plain, std::span<std::uint8_t> out) {
    MOHUR_CHECK(nonce.size() == kNonceBytes && out.size() == plain.size() + kTagBytes);
    const auto context = context_for(gcm(), key, nonce.data(), true);
    int length = 0;
    MOHUR_CHECK(EVP_CipherUpdate(context.get(), out.data(), &length, plain.data(),
                                 static_cast<int>(plain.size())) == 1);
    std::uint8_t* tag = out.data() + plain.size();
    MOHUR_CHECK(EVP_CipherFinal_ex(context.get(), tag, &length) == 1 &&
                EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG,
                                    static_cast<int>(kTagBytes), tag) == 1);
}

std::optional<Bytes> unseal(BytesView key, BytesView nonce, BytesView sealed) {
    MOHUR_CHECK(nonce.size() == kNonceBytes && sealed.size() >= kTagBytes);
    const auto context = context_for(gcm(), key, nonce.data(), false);
    const std::size_t size = sealed.size() - kTagBytes;
    // Room for the empty content: a null output would mean associated data.
    Bytes plain(size + 1);
    Bytes tag = to_bytes(sealed.subspan(size));
    int length = 0;
    const bool valid = EVP_CipherUpdate(context.get(), plain.data(), &length, sealed.data(),
                                        static_cast<int>(size)) == 1 &&
                       EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG,
                                           static_cast<int>(tag.size()), tag.data()) == 1 &&
                       EVP_CipherFinal_ex(context.get(), plain.data() + size, &length) == 1;
    openssl::forget_errors();
    plain.resize(size);
    return valid ? std::optional{std::move(plain)} : std::nullopt;
}

Bytes wrap_key(BytesView wrapping_key, BytesView key) {
    const auto context = context_for(key_wrap(), wrapping_key, nullptr, true);
    Bytes out(key.size() + 8);
    int length = 0;
    MOHUR_CHECK(EVP_CipherUpdate(context.get(), out.data(), &length, key.data(),
                                 static_cast<int>(key.size())) == 1 &&
                static_cast<std::size_t>(length) == out.size());
    return out;
}

std::optional<Bytes> unwrap_key(BytesView wrapping_key, BytesView wrapped) {
    if (wrapped.size() < 24 || wrapped.size() % 8 != 0 || wrapped.size() > 1'024) {
        return std::nullopt;
    }
    const auto context = context_for(key_wrap(), wrapping_key, nullptr, false);
    Bytes out(wrapped.size());
    int length = 0;
    const bool valid = EVP_CipherUpdate(context.get(), out.data(), &length, wrapped.data(),
                                        static_cast<int>(wrapped.size())) == 1 &&
                       static_cast<std::size_t>(length) == wrapped.size() - 8;
    openssl::forget_errors();
    out.resize(wrapped.size() - 8);
    return valid ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace mohur::signing::aes
