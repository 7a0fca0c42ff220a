// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/pki/test_identity.h"

#include "signing/core/check.h"
#include "tests/support/pki/test_identity_internal.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace mohur::testing {
namespace {

using signing::SignatureAlgorithm;
using signing::SignatureScheme;

const EVP_MD* message_digest(DigestAlgorithm algorithm) {
    const EVP_MD* md = EVP_get_digestbyname(std::string{oid_of(algorithm)}.c_str());
    MOHUR_CHECK(md != nullptr);
    return md;
}

void set_pss(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm) {
    const int salt =
        algorithm.salt_length.value_or(static_cast<int>(digest_size(algorithm.digest)));
    MOHUR_CHECK(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1);
    MOHUR_CHECK(EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt) == 1);
    const auto mgf = algorithm.mgf_digest.value_or(algorithm.digest);
    MOHUR_CHECK(EVP_PKEY_CTX_set_rsa_mgf1_md(context, message_digest(mgf)) == 1);
}

void add_extension(X509* certificate, X509* issuer, const std::string& name,
                   const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509V3_set_ctx_nodb(&context);
    const Handle<X509_EXTENSION, X509_EXTENSION_free> extension{
        X509V3_EXT_nconf(nullptr, &context, name.c_str(), value.c_str())};
    MOHUR_CHECK(extension != nullptr);
    MOHUR_CHECK(X509_add_ext(certificate, extension.get(), -1) == 1);
}

void set_time(ASN1_TIME* target, Time time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    MOHUR_CHECK(ASN1_TIME_set(target, seconds) != nullptr);
}

void set_name(X509_NAME* name, const std::string& common_name) {
    const auto add = [name](const char* field, const std::string& value) {
        const auto* text = reinterpret_cast<const unsigned char*>(value.c_str());
        MOHUR_CHECK(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, text, -1, -1, 0) == 1);
    };
    add("C", "AZ");
    add("O", "Möhür tests");
    add("CN", common_name);
}

signing::Certificate from_x509(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    MOHUR_CHECK(size > 0);
    auto out = signing::Certificate::from_der({der, static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    MOHUR_CHECK(out.has_value());
    return std::move(out).value();
}

}  // namespace

X509Ptr to_x509(const signing::Certificate& certificate) {
    const unsigned char* at = certificate.der().data();
    X509Ptr out{d2i_X509(nullptr, &at, static_cast<long>(certificate.der().size()))};
    MOHUR_CHECK(out != nullptr);
    return out;
}

std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

TestKey TestKey::ec(const std::string& curve) {
    KeyPtr key{EVP_EC_gen(curve.c_str())};
    MOHUR_CHECK(key != nullptr);
    return TestKey{std::make_shared<State>(State{std::move(key)})};
}

TestKey TestKey::rsa(unsigned bits) {
    KeyPtr key{EVP_RSA_gen(bits)};
    MOHUR_CHECK(key != nullptr);
    return TestKey{std::make_shared<State>(State{std::move(key)})};
}

TestKey TestKey::ed25519() {
    KeyPtr key{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
    MOHUR_CHECK(key != nullptr);
    return TestKey{std::make_shared<State>(State{std::move(key)})};
}

Bytes TestKey::sign(const SignatureAlgorithm& algorithm, BytesView message) const {
    const MdContextPtr context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* key_context = nullptr;
    const bool pure = algorithm.scheme == SignatureScheme::ed25519;
    const EVP_MD* md = pure ? nullptr : message_digest(algorithm.digest);
    MOHUR_CHECK(EVP_DigestSignInit(context.get(), &key_context, md, nullptr, state_->key.get()) ==
                1);
    if (algorithm.scheme == SignatureScheme::rsa_pss) {
        set_pss(key_context, algorithm);
    }
    std::size_t size = 0;
    MOHUR_CHECK(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) == 1);
    Bytes value(size);
    MOHUR_CHECK(
        EVP_DigestSign(context.get(), value.data(), &size, message.data(), message.size()) == 1);
    value.resize(size);
    return value;
}

SignatureAlgorithm TestKey::algorithm() const {
    const int type = EVP_PKEY_get_base_id(state_->key.get());
    if (type == EVP_PKEY_ED25519) {
        return {SignatureScheme::ed25519, DigestAlgorithm::sha512, {}, {}};
    }
    return {type == EVP_PKEY_RSA ? SignatureScheme::rsa_pkcs1 : SignatureScheme::ecdsa,
            DigestAlgorithm::sha256,
            {},
            {}};
}

std::string TestKey::pem() const {
    const BioPtr bio{BIO_new(BIO_s_mem())};
    MOHUR_CHECK(PEM_write_bio_PKCS8PrivateKey(bio.get(), state_->key.get(), nullptr, nullptr, 0,
                                              nullptr, nullptr) == 1);
    return text_of(bio.get());
}

std::string TestIdentity::certificate_pem() const {
    const BioPtr bio{BIO_new(BIO_s_mem())};
    MOHUR_CHECK(PEM_write_bio_X509(bio.get(), to_x509(certificate).get()) == 1);
    return text_of(bio.get());
}

TestIdentity make_identity(const CertificatePlan& plan, const TestIdentity* issuer) {
    const X509Ptr certificate{X509_new()};
    X509* raw = certificate.get();
    MOHUR_CHECK(X509_set_version(raw, X509_VERSION_3) == 1);
    MOHUR_CHECK(ASN1_INTEGER_set(X509_get_serialNumber(raw), plan.serial) == 1);
    set_time(X509_getm_notBefore(raw), plan.not_before);
    set_time(X509_getm_notAfter(raw), plan.not_after);
    set_name(X509_get_subject_name(raw), plan.common_name);
    const X509Ptr parent = issuer != nullptr ? to_x509(issuer->certificate) : nullptr;
    X509* signer = parent ? parent.get() : raw;
    MOHUR_CHECK(X509_set_issuer_name(raw, X509_get_subject_name(signer)) == 1);
    MOHUR_CHECK(X509_set_pubkey(raw, plan.key.state().key.get()) == 1);
    add_extension(raw, signer, "subjectKeyIdentifier", "hash");
    if (parent) {
        add_extension(raw, signer, "authorityKeyIdentifier", "keyid");
    }
    for (const auto& [name, value] : plan.extensions) {
        add_extension(raw, signer, name, value);
    }
    const TestKey& signing_key = issuer != nullptr ? issuer->key : plan.key;
    const bool pure = EVP_PKEY_get_base_id(signing_key.state().key.get()) == EVP_PKEY_ED25519;
    MOHUR_CHECK(X509_sign(raw, signing_key.state().key.get(), pure ? nullptr : EVP_sha256()) > 0);
    return {plan.key, from_x509(raw)};
}

TestIdentity make_root(const std::string& common_name) {
    CertificatePlan plan;
    plan.common_name = common_name;
    plan.extensions = {{"basicConstraints", "critical,CA:TRUE"},
                       {"keyUsage", "critical,keyCertSign,cRLSign"}};
    return make_identity(plan);
}

TestIdentity make_tsa(const TestIdentity& issuer, const TestKey& key) {
    CertificatePlan plan;
    plan.common_name = "Test TSA";
    plan.key = key;
    plan.serial = 77;
    plan.extensions = {{"keyUsage", "critical,digitalSignature"},
                       {"extendedKeyUsage", "critical,timeStamping"}};
    return make_identity(plan, &issuer);
}

}  // namespace mohur::testing
