// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/public_key_decoder_internal.h"

#include "signing/asn1/der.h"

#include <algorithm>
#include <array>
#include <mutex>

namespace mohur::signing {
namespace {

constexpr std::string_view kRsa = "1.2.840.113549.1.1.1";
constexpr std::string_view kRsaPss = "1.2.840.113549.1.1.10";
constexpr std::string_view kEc = "1.2.840.10045.2.1";
constexpr std::string_view kDsa = "1.2.840.10040.4.1";
constexpr std::string_view kEd25519 = "1.3.101.112";
constexpr std::string_view kEd448 = "1.3.101.113";

struct Curve {
    std::string_view oid;
    const char* openssl_name;
    std::string_view name;  // NIST's, as TS 119 312 writes it, or the curve's own
};

// RFC 5480 2.1.1.1, RFC 5639 and SEC 2: what signers and CAs use or have used.
constexpr std::array kCurves{
    Curve{"1.2.840.10045.3.1.7", "prime256v1", "P-256"},
    Curve{"1.3.132.0.34", "secp384r1", "P-384"},
    Curve{"1.3.132.0.35", "secp521r1", "P-521"},
    Curve{"1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", "brainpoolP256r1"},
    Curve{"1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1", "brainpoolP320r1"},
    Curve{"1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", "brainpoolP384r1"},
    Curve{"1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", "brainpoolP512r1"},
    Curve{"1.3.132.0.10", "secp256k1", "secp256k1"},
    Curve{"1.3.132.0.33", "secp224r1", "P-224"},
    Curve{"1.2.840.10045.3.1.1", "prime192v1", "P-192"},
};

openssl::EvpPkey make_domain(const char* curve) {
    const openssl::EvpPkeyCtx context{EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)};
    EVP_PKEY* domain = nullptr;
    if (context == nullptr || EVP_PKEY_paramgen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_group_name(context.get(), curve) != 1 ||
        EVP_PKEY_paramgen(context.get(), &domain) != 1) {
        openssl::forget_errors();
    }
    return openssl::EvpPkey{domain};
}

/// The domain parameters of a curve, made at first use and kept: keys copy them.
const EVP_PKEY* domain_of(std::size_t curve) {
    static std::array<std::once_flag, kCurves.size()> made;
    static std::array<openssl::EvpPkey, kCurves.size()> domains;
    std::call_once(made.at(curve),
                   [&] { domains.at(curve) = make_domain(kCurves.at(curve).openssl_name); });
    return domains.at(curve).get();
}

// RFC 5480 2.1.1: only named curves. Explicit parameters let a forger choose the base point.
DecodedKey decode_ec(const SubjectPublicKeyInfo& info) {
    DecodedKey out{KeyType::ec, nullptr, {}};
    DerReader reader{info.parameters};
    const auto oid = reader.oid();
    if (!oid || !reader.at_end()) {
        return out;
    }
    const auto curve = std::ranges::find(kCurves, std::string_view{oid->dotted()}, &Curve::oid);
    if (curve == kCurves.end()) {
        return out;
    }
    const EVP_PKEY* domain = domain_of(static_cast<std::size_t>(curve - kCurves.begin()));
    openssl::EvpPkey key{EVP_PKEY_new()};
    if (domain != nullptr && key != nullptr && EVP_PKEY_copy_parameters(key.get(), domain) == 1 &&
        EVP_PKEY_set1_encoded_public_key(key.get(), info.key.data(), info.key.size()) == 1) {
        out.key = std::move(key);
        out.curve = curve->name;
    }
    return out;
}

// RFC 3279 2.3.1: the BIT STRING holds an RSAPublicKey.
openssl::EvpPkey decode_rsa(const Bytes& key) {
    const unsigned char* cursor = key.data();
    openssl::EvpPkey out{
        d2i_PublicKey(EVP_PKEY_RSA, nullptr, &cursor, static_cast<long>(key.size()))};
    return cursor == key.data() + key.size() ? std::move(out) : nullptr;
}

openssl::EvpPkey decode_raw(int type, const SubjectPublicKeyInfo& info) {
    // RFC 8410 3: parameters MUST be absent.
    return info.parameters.empty() ? openssl::EvpPkey{EVP_PKEY_new_raw_public_key(
                                         type, nullptr, info.key.data(), info.key.size())}
                                   : nullptr;
}

openssl::EvpPkey decode_generic(BytesView der) {
    return openssl::parse_whole<openssl::EvpPkey, d2i_PUBKEY>(der);
}

DecodedKey decode_known(const SubjectPublicKeyInfo& info, BytesView der) {
    const std::string_view oid = info.algorithm.dotted();
    if (oid == kEc) {
        return decode_ec(info);
    }
    if (oid == kRsa) {
        return {KeyType::rsa, decode_rsa(info.key), {}};
    }
    if (oid == kRsaPss) {
        return {KeyType::rsa_pss, decode_generic(der), {}};
    }
    if (oid == kDsa) {
        return {KeyType::dsa, decode_generic(der), {}};
    }
    if (oid == kEd25519) {
        return {KeyType::ed25519, decode_raw(EVP_PKEY_ED25519, info), {}};
    }
    if (oid == kEd448) {
        return {KeyType::ed448, decode_raw(EVP_PKEY_ED448, info), {}};
    }
    return {};
}

Result<SubjectPublicKeyInfo> read_info(BytesView der) {
    DerReader outer{der};
    MOHUR_TRY(DerReader fields, outer.enter(tag::kSequence));
    MOHUR_TRY(DerReader identifier, fields.enter(tag::kSequence));
    SubjectPublicKeyInfo info;
    MOHUR_TRY(info.algorithm, identifier.oid());
    if (!identifier.at_end()) {
        MOHUR_TRY(const Tlv parameters, identifier.next());
        info.parameters = to_bytes(parameters.whole);
    }
    MOHUR_TRY(info.key, fields.bit_string());
    if (!outer.at_end() || !fields.at_end() || !identifier.at_end()) {
        return Error::malformed("asn1-invalid", "trailing bytes");
    }
    return info;
}

}  // namespace

Result<SubjectPublicKeyInfo> SubjectPublicKeyInfo::read(BytesView der) {
    auto info = read_info(der);
    return info ? std::move(info) : Error::malformed("public-key-invalid", info.error().detail);
}

DecodedKey decode(const SubjectPublicKeyInfo& info, BytesView der) {
    auto key = decode_known(info, der);
    openssl::forget_errors();
    return key;
}

}  // namespace mohur::signing
