// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/openssl_internal.h"
#include "signing/crypto/public_key.h"

namespace mohur::signing {
namespace {

// P-521: two coordinates of 66 octets.
constexpr std::size_t kMaxCoordinate = 66;
constexpr std::size_t kMaxDer = 2 * (kMaxCoordinate + 4) + 4;

Error value_invalid() {
    return Error::malformed("ecdsa-value-invalid");
}

// r and s lie in [1, n-1] (SEC 1 4.1.4 step 1); the upper bound needs the curve and is the
// verifier's to check.
bool positive(const BIGNUM* number) {
    return BN_is_zero(number) == 0 && BN_is_negative(number) == 0;
}

}  // namespace

Result<Bytes> ecdsa_raw_to_der(BytesView raw) {
    if (raw.empty() || raw.size() % 2 != 0 || raw.size() > 2 * kMaxCoordinate) {
        return value_invalid();
    }
    const auto half = static_cast<int>(raw.size() / 2);
    openssl::Bignum r{BN_bin2bn(raw.data(), half, nullptr)};
    openssl::Bignum s{BN_bin2bn(raw.data() + half, half, nullptr)};
    const openssl::EcdsaSig value{ECDSA_SIG_new()};
    if (r == nullptr || s == nullptr || value == nullptr) {
        return openssl::error(ErrorCode::internal, "out-of-memory");
    }
    if (!positive(r.get()) || !positive(s.get())) {
        return value_invalid();
    }
    MOHUR_CHECK(ECDSA_SIG_set0(value.get(), r.release(), s.release()) == 1);
    return openssl::encode<i2d_ECDSA_SIG>(value.get());
}

Result<Bytes> ecdsa_der_to_raw(BytesView der, std::size_t coordinate_bytes) {
    if (der.size() > kMaxDer || coordinate_bytes == 0 || coordinate_bytes > kMaxCoordinate) {
        return value_invalid();
    }
    const auto value = openssl::parse_whole<openssl::EcdsaSig, d2i_ECDSA_SIG>(der);
    // Two encodings of one value would be two signatures of one document: DER only.
    if (value == nullptr || openssl::encode<i2d_ECDSA_SIG>(value.get()) != to_bytes(der)) {
        return value_invalid();
    }
    const auto width = static_cast<int>(coordinate_bytes);
    Bytes raw(2 * coordinate_bytes);
    const BIGNUM* r = ECDSA_SIG_get0_r(value.get());
    const BIGNUM* s = ECDSA_SIG_get0_s(value.get());
    if (!positive(r) || !positive(s) || BN_bn2binpad(r, raw.data(), width) != width ||
        BN_bn2binpad(s, raw.data() + width, width) != width) {
        openssl::forget_errors();
        return value_invalid();
    }
    return raw;
}

}  // namespace mohur::signing
