// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/digest.h"
#include "signing/core/handle.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <string>

/// The handles of OpenSSL and the translation of its errors: the private header of those folders of
/// `signing` that own OpenSSL (crypto, pki). No other folder may include it.
namespace mohur::signing::openssl {

using EvpMdCtx = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;
using EvpMd = Handle<EVP_MD, EVP_MD_free>;
using EvpPkey = Handle<EVP_PKEY, EVP_PKEY_free>;
using EvpPkeyCtx = Handle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using EvpCipherCtx = Handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using EcdsaSig = Handle<ECDSA_SIG, ECDSA_SIG_free>;
using Bignum = Handle<BIGNUM, BN_free>;
using AsnInteger = Handle<ASN1_INTEGER, ASN1_INTEGER_free>;
using AsnEnumerated = Handle<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;
using AsnOctetString = Handle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using AsnBitString = Handle<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using AsnType = Handle<ASN1_TYPE, ASN1_TYPE_free>;
using BioPtr = Handle<BIO, BIO_free>;
using X509Ptr = Handle<X509, X509_free>;
using X509CrlPtr = Handle<X509_CRL, X509_CRL_free>;
using X509NamePtr = Handle<X509_NAME, X509_NAME_free>;
using BasicConstraints = Handle<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>;
using ExtendedKeyUsage = Handle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
using CertificatePolicies = Handle<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>;
using AuthorityInfoAccess = Handle<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>;
using CrlDistPoints = Handle<CRL_DIST_POINTS, CRL_DIST_POINTS_free>;
using AuthorityKeyId = Handle<AUTHORITY_KEYID, AUTHORITY_KEYID_free>;
using IssuingDistPoint = Handle<ISSUING_DIST_POINT, ISSUING_DIST_POINT_free>;
using Pkcs7Ptr = Handle<PKCS7, PKCS7_free>;
using Pkcs12Ptr = Handle<PKCS12, PKCS12_free>;

struct X509StackFree {
    void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_pop_free(stack, X509_free); }
};
using X509Stack = std::unique_ptr<STACK_OF(X509), X509StackFree>;

/// Memory that OpenSSL allocated and that its caller must free.
struct OpensslFree {
    void operator()(void* memory) const noexcept { OPENSSL_free(memory); }
};
template <class T>
using Allocated = std::unique_ptr<T, OpensslFree>;

/// The one translation of OpenSSL's error queue: empties it into `detail`.
[[nodiscard]] Error error(ErrorCode code, std::string reason);
/// Empties the queue where a failure is an answer, not an error.
void forget_errors() noexcept;

/// The fetched digest, kept for the life of the process; null only where a provider lacks it.
[[nodiscard]] const EVP_MD* message_digest(DigestAlgorithm algorithm);

/// Reads a whole DER value with an OpenSSL `d2i_` function into its handle; null when it does not
/// parse or bytes are left over. The queue stays clean.
template <class Ptr, auto D2i>
[[nodiscard]] Ptr parse_whole(BytesView der) {
    const unsigned char* cursor = der.data();
    Ptr value{D2i(nullptr, &cursor, static_cast<long>(der.size()))};
    forget_errors();
    return value != nullptr && cursor == der.data() + der.size() ? std::move(value) : Ptr{};
}

/// The encoding of `value` by an OpenSSL `i2d_` function; empty when it cannot be encoded.
template <auto I2d, class T>
[[nodiscard]] Bytes encode(const T* value) {
    unsigned char* raw = nullptr;
    const int length = I2d(value, &raw);
    const Allocated<unsigned char> owner{raw};
    if (length <= 0) {
        forget_errors();
        return {};
    }
    return Bytes(raw, raw + length);
}

[[nodiscard]] inline BytesView view_of(const ASN1_STRING* text) noexcept {
    return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

}  // namespace mohur::signing::openssl
