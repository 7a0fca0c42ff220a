// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/unit/signing/pki/raw_certificate.h"

#include <string>

namespace mohur::testing {

/// A CRL of any shape that lists `revoked_serial` (decimal), made by OpenSSL itself.
inline Bytes issue_crl(const RawCertificate& issuer, const Fields& extensions,
                       long revoked_serial = 42) {
    X509_CRL* crl = X509_CRL_new();
    X509_CRL_set_version(crl, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(crl, X509_get_subject_name(issuer.x509.get()));
    ASN1_TIME* time = ASN1_TIME_set(nullptr, 1'767'225'600);  // 2026-01-01
    X509_CRL_set1_lastUpdate(crl, time);
    X509_REVOKED* entry = X509_REVOKED_new();
    ASN1_INTEGER* serial = ASN1_INTEGER_new();
    ASN1_INTEGER_set(serial, revoked_serial);
    X509_REVOKED_set_serialNumber(entry, serial);
    X509_REVOKED_set_revocationDate(entry, time);
    X509_CRL_add0_revoked(crl, entry);
    CONF* configuration = NCONF_new(nullptr);
    for (const auto& [name, value] : extensions) {
        X509V3_CTX context;
        X509V3_set_ctx(&context, issuer.x509.get(), nullptr, nullptr, crl, 0);
        X509V3_set_nconf(&context, configuration);
        X509_EXTENSION* extension =
            X509V3_EXT_nconf(configuration, &context, name.c_str(), value.c_str());
        if (extension == nullptr) {
            throw std::runtime_error{"extension " + name + "=" + value};
        }
        X509_CRL_add_ext(crl, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_CRL_sort(crl);
    X509_CRL_sign(crl, issuer.key.get(), EVP_sha256());
    unsigned char* raw = nullptr;
    const int length = i2d_X509_CRL(crl, &raw);
    Bytes out(raw, raw + length);
    OPENSSL_free(raw);
    NCONF_free(configuration);
    ASN1_INTEGER_free(serial);
    ASN1_TIME_free(time);
    X509_CRL_free(crl);
    return out;
}

}  // namespace mohur::testing
