// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/hash.h"

#include "signing/core/check.h"
#include "signing/crypto/openssl_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::size_t kPiece = 256U << 10U;

}  // namespace

struct Hasher::State {
    DigestAlgorithm algorithm;
    openssl::EvpMdCtx context;
};

Hasher::Hasher(DigestAlgorithm algorithm)
    : state_{std::make_unique<State>(State{algorithm, openssl::EvpMdCtx{EVP_MD_CTX_new()}})} {
    const EVP_MD* digest = openssl::message_digest(algorithm);
    MOHUR_CHECK(digest != nullptr);
    MOHUR_CHECK(EVP_DigestInit_ex2(state_->context.get(), digest, nullptr) == 1);
}

Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

void Hasher::update(BytesView data) {
    MOHUR_CHECK(EVP_DigestUpdate(state_->context.get(), data.data(), data.size()) == 1);
}

Result<void> Hasher::update(const ByteSource& source) {
    Bytes piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, source.size())));
    for (std::uint64_t offset = 0; offset < source.size();) {
        MOHUR_TRY(const std::size_t count, source.read_at(offset, piece));
        if (count == 0) {
            return Error::malformed("truncated", "the source ended before its size");
        }
        update(BytesView{piece}.first(count));
        offset += count;
    }
    return {};
}

Digest Hasher::finish() {
    Digest digest{state_->algorithm, Bytes(digest_size(state_->algorithm))};
    MOHUR_CHECK(EVP_DigestFinal_ex(state_->context.get(), digest.value.data(), nullptr) == 1);
    return digest;
}

Digest digest_of(DigestAlgorithm algorithm, BytesView data) {
    Hasher hasher{algorithm};
    hasher.update(data);
    return hasher.finish();
}

Result<Digest> digest_of(DigestAlgorithm algorithm, const ByteSource& source) {
    Hasher hasher{algorithm};
    MOHUR_TRY_VOID(hasher.update(source));
    return hasher.finish();
}

}  // namespace mohur::signing
