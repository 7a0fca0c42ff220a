// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/pki/certificate.h"
#include "tests/unit/signing/crypto/raw_openssl.h"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <openssl/conf.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

/// Certificates of any shape, made by OpenSSL itself: for what the hierarchy of pki-test has not.
namespace mohur::testing {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct X509Free {
    void operator()(X509* x509) const noexcept { X509_free(x509); }
};

struct RawCertificate {
    Pkey key;
    std::unique_ptr<X509, X509Free> x509;

    [[nodiscard]] Bytes der() const {
        unsigned char* raw = nullptr;
        const int length = i2d_X509(x509.get(), &raw);
        Bytes out(raw, raw + length);
        OPENSSL_free(raw);
        return out;
    }
    [[nodiscard]] std::string pem() const {
        BIO* bio = BIO_new(BIO_s_mem());
        PEM_write_bio_X509(bio, x509.get());
        char* text = nullptr;
        const long length = BIO_get_mem_data(bio, &text);
        std::string out(text, static_cast<std::size_t>(length));
        BIO_free(bio);
        return out;
    }
    [[nodiscard]] signing::Certificate read() const {
        return *signing::Certificate::from_der(der());
    }
};

struct Wanted {
    Fields subject;                 ///< "+OU" joins the RDN before it; "OID.utf8" values as UTF-8
    Fields extensions{};            ///< OpenSSL's configuration syntax
    std::string serial = "2a";      ///< hexadecimal
    long valid_from = 0;            ///< seconds since the epoch
    long valid_to = 4'102'444'800;  // 2100-01-01
    const char* curve = "prime256v1";
};

inline void add_extension(X509* x509, X509* issuer, const std::string& name,
                          const std::string& value) {
    CONF* configuration = NCONF_new(nullptr);
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, x509, nullptr, nullptr, 0);
    X509V3_set_nconf(&context, configuration);
    X509_EXTENSION* extension =
        X509V3_EXT_nconf(configuration, &context, name.c_str(), value.c_str());
    if (extension == nullptr) {
        throw std::runtime_error{"extension " + name + "=" + value};
    }
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
    NCONF_free(configuration);
}

inline void add_subject(X509* x509, const Fields& subject) {
    X509_NAME* name = X509_get_subject_name(x509);
    for (const auto& [type, value] : subject) {
        const bool joined = type.starts_with('+');
        X509_NAME_add_entry_by_txt(name, type.c_str() + (joined ? 1 : 0), MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(value.data()),
                                   static_cast<int>(value.size()), -1, joined ? -1 : 0);
    }
}

/// Signed by `issuer`, or by itself when there is none.
inline RawCertificate issue(const Wanted& wanted, const RawCertificate* issuer = nullptr) {
    RawCertificate out{ec_key(wanted.curve), std::unique_ptr<X509, X509Free>{X509_new()}};
    X509* x509 = out.x509.get();
    X509_set_version(x509, X509_VERSION_3);
    BIGNUM* serial = nullptr;
    BN_hex2bn(&serial, wanted.serial.c_str());
    BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(x509));
    BN_free(serial);
    ASN1_TIME_set(X509_getm_notBefore(x509), wanted.valid_from);
    ASN1_TIME_set(X509_getm_notAfter(x509), wanted.valid_to);
    add_subject(x509, wanted.subject);
    X509* signer = issuer != nullptr ? issuer->x509.get() : x509;
    X509_set_issuer_name(x509, X509_get_subject_name(signer));
    X509_set_pubkey(x509, out.key.get());
    for (const auto& [name, value] : wanted.extensions) {
        add_extension(x509, signer, name, value);
    }
    X509_sign(x509, issuer != nullptr ? issuer->key.get() : out.key.get(), EVP_sha256());
    return out;
}

inline RawCertificate issue_ca(const std::string& common_name,
                               const RawCertificate* issuer = nullptr) {
    return issue({.subject = {{"CN", common_name}},
                  .extensions = {{"basicConstraints", "critical,CA:TRUE"},
                                 {"keyUsage", "critical,keyCertSign,cRLSign"}}},
                 issuer);
}

}  // namespace mohur::testing
