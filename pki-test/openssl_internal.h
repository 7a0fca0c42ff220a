// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/conf.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <utility>

namespace mohur::pkitest {

template <auto Free>
struct OpensslDelete {
    template <class T>
    void operator()(T* pointer) const noexcept {
        static_cast<void>(Free(pointer));
    }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, OpensslDelete<Free>>;

inline void free_cert_list(STACK_OF(X509) * list) noexcept {
    sk_X509_free(list);
}
inline void free_bytes(unsigned char* bytes) noexcept {
    OPENSSL_free(bytes);
}

using Asn1GeneralizedTimePtr = Owned<ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free>;
using Asn1IntegerPtr = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using Asn1ObjectPtr = Owned<ASN1_OBJECT, ASN1_OBJECT_free>;
using Asn1OctetStringPtr = Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using Asn1TimePtr = Owned<ASN1_TIME, ASN1_TIME_free>;
using BignumPtr = Owned<BIGNUM, BN_free>;
using BioPtr = Owned<BIO, BIO_free_all>;
using CertListPtr = Owned<STACK_OF(X509), free_cert_list>;  ///< borrows its certificates
using CmsPtr = Owned<CMS_ContentInfo, CMS_ContentInfo_free>;
using ConfPtr = Owned<CONF, NCONF_free>;
using CrlPtr = Owned<X509_CRL, X509_CRL_free>;
using DerPtr = Owned<unsigned char, free_bytes>;
using ExtensionPtr = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using KeyContextPtr = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using KeyPtr = Owned<EVP_PKEY, EVP_PKEY_free>;
using NamePtr = Owned<X509_NAME, X509_NAME_free>;
using OcspBasicPtr = Owned<OCSP_BASICRESP, OCSP_BASICRESP_free>;
using OcspCertIdPtr = Owned<OCSP_CERTID, OCSP_CERTID_free>;
using OcspRequestPtr = Owned<OCSP_REQUEST, OCSP_REQUEST_free>;
using OcspResponsePtr = Owned<OCSP_RESPONSE, OCSP_RESPONSE_free>;
using Pkcs12Ptr = Owned<PKCS12, PKCS12_free>;
using Pkcs8Ptr = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using RevokedPtr = Owned<X509_REVOKED, X509_REVOKED_free>;
using TsAccuracyPtr = Owned<TS_ACCURACY, TS_ACCURACY_free>;
using TsImprintPtr = Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;
using TsRequestPtr = Owned<TS_REQ, TS_REQ_free>;
using TsStatusPtr = Owned<TS_STATUS_INFO, TS_STATUS_INFO_free>;
using TsTokenInfoPtr = Owned<TS_TST_INFO, TS_TST_INFO_free>;
using X509AlgorPtr = Owned<X509_ALGOR, X509_ALGOR_free>;
using X509Ptr = Owned<X509, X509_free>;

/// Throws with the text of the library's error queue, which it empties.
[[noreturn]] void throw_openssl(const char* what);
/// Throws unless the call returned 1 (or more).
void must(int result, const char* what);
/// The pointer that the call returned; throws when it is null.
template <class T>
[[nodiscard]] T* must(T* pointer, const char* what) {
    if (pointer == nullptr) {
        throw_openssl(what);
    }
    return pointer;
}

/// The DER of a value by its i2d function.
template <class T, class Encode>
[[nodiscard]] Bytes der_of(Encode encode, T* value, const char* what) {
    unsigned char* raw = nullptr;
    const int length = encode(value, &raw);
    const DerPtr owner{raw};
    must(length, what);
    return Bytes(raw, raw + length);
}

/// A value from DER by its d2i function; trailing bytes are an error.
template <class Pointer, class Decode>
[[nodiscard]] Pointer from_der(Decode decode, BytesView der, const char* what) {
    const unsigned char* cursor = der.data();
    Pointer value{must(decode(nullptr, &cursor, static_cast<long>(der.size())), what)};
    if (cursor != der.data() + der.size()) {
        throw PkiTestError{std::string{what} + ": trailing bytes"};
    }
    return value;
}

/// DER SEQUENCE around encoded parts.
[[nodiscard]] Bytes der_sequence(const std::vector<Bytes>& parts);
/// The text that a BIO in memory holds.
[[nodiscard]] std::string text_of(BIO* memory);
[[nodiscard]] const EVP_MD* digest_named(const std::string& name);
[[nodiscard]] std::time_t seconds_of(Time time);
[[nodiscard]] Asn1TimePtr asn1_time(Time time);
[[nodiscard]] Asn1GeneralizedTimePtr generalized_time(Time time);
[[nodiscard]] Asn1ObjectPtr object_named(const std::string& oid);
/// A random positive integer of 16 bytes.
[[nodiscard]] Asn1IntegerPtr random_serial();
/// Flips one bit in the middle of the only place where `part` stands in `whole`.
void corrupt(Bytes& whole, BytesView part);

}  // namespace mohur::pkitest
