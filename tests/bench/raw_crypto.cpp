// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/raw_crypto.h"

#include "tests/bench/measurement.h"

#include <cstring>

#include <openssl/pkcs12.h>

namespace mohur::bench::raw {
namespace {

void require(bool good, const char* what) {
    if (!good) {
        fail(std::string{"floor: "} + what);
    }
}

const unsigned char* begin_of(View octets) {
    return octets.data();
}

openssl::CmsPtr parse_cms(View der) {
    const auto* at = begin_of(der);
    openssl::CmsPtr cms{d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size()))};
    require(cms != nullptr, "CMS");
    return cms;
}

View view_of(const ASN1_OCTET_STRING* text) {
    return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

Octets der_from_raw_ecdsa(View value) {
    const auto half = static_cast<int>(value.size() / 2);
    ECDSA_SIG* signature = ECDSA_SIG_new();
    ECDSA_SIG_set0(signature, BN_bin2bn(value.data(), half, nullptr),
                   BN_bin2bn(value.data() + half, half, nullptr));
    Octets der(static_cast<std::size_t>(i2d_ECDSA_SIG(signature, nullptr)));
    auto* out = der.data();
    i2d_ECDSA_SIG(signature, &out);
    ECDSA_SIG_free(signature);
    return der;
}

View timestamp_token_of(CMS_SignerInfo* signer) {
    const int at = CMS_unsigned_get_attr_by_NID(signer, NID_id_smime_aa_timeStampToken, -1);
    require(at >= 0, "signature timestamp");
    const auto* value = X509_ATTRIBUTE_get0_type(CMS_unsigned_get_attr(signer, at), 0);
    return view_of(value->value.sequence);
}

}  // namespace

Octets sha256(std::span<const View> pieces) {
    const openssl::MdCtxPtr context{EVP_MD_CTX_new()};
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    for (const auto& piece : pieces) {
        EVP_DigestUpdate(context.get(), piece.data(), piece.size());
    }
    Octets digest(32);
    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    return digest;
}

Octets from_base64(std::string_view text) {
    Octets out(text.size());
    EVP_ENCODE_CTX* context = EVP_ENCODE_CTX_new();
    EVP_DecodeInit(context);
    int written = 0;
    int last = 0;
    EVP_DecodeUpdate(context, out.data(), &written,
                     reinterpret_cast<const unsigned char*>(text.data()),
                     static_cast<int>(text.size()));
    EVP_DecodeFinal(context, out.data() + written, &last);
    EVP_ENCODE_CTX_free(context);
    out.resize(static_cast<std::size_t>(written + last));
    return out;
}

openssl::X509Ptr certificate(View der) {
    const auto* at = begin_of(der);
    openssl::X509Ptr parsed{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
    require(parsed != nullptr, "certificate");
    return parsed;
}

void verify_value(X509* signer, View message, View value) {
    EVP_PKEY* key = X509_get0_pubkey(signer);
    const openssl::MdCtxPtr context{EVP_MD_CTX_new()};
    const Octets der =
        EVP_PKEY_get_base_id(key) == EVP_PKEY_EC ? der_from_raw_ecdsa(value) : Octets{};
    const View signature = der.empty() ? value : View{der};
    require(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                 message.size()) == 1,
            "signature value");
}

openssl::PkeyPtr private_key(View pkcs12, const std::string& password) {
    const auto* at = begin_of(pkcs12);
    PKCS12* file = d2i_PKCS12(nullptr, &at, static_cast<long>(pkcs12.size()));
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    require(
        file != nullptr && PKCS12_parse(file, password.c_str(), &key, &certificate, nullptr) == 1,
        "PKCS#12");
    X509_free(certificate);
    PKCS12_free(file);
    return openssl::PkeyPtr{key};
}

Octets sign_and_verify(EVP_PKEY* key, View message) {
    const openssl::MdCtxPtr signing{EVP_MD_CTX_new()};
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
    Octets value(size);
    require(
        EVP_DigestSignInit(signing.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
            EVP_DigestSign(signing.get(), value.data(), &size, message.data(), message.size()) == 1,
        "signing");
    value.resize(size);
    const openssl::MdCtxPtr verifying{EVP_MD_CTX_new()};
    require(EVP_DigestVerifyInit(verifying.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
                EVP_DigestVerify(verifying.get(), value.data(), value.size(), message.data(),
                                 message.size()) == 1,
            "signature value");
    return value;
}

void verify_token(View token, std::span<const View> stamped) {
    const auto cms = parse_cms(token);
    require(CMS_verify(cms.get(), nullptr, nullptr, nullptr, nullptr,
                       CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1,
            "timestamp token");
    const View info = view_of(*CMS_get0_content(cms.get()));
    const auto* at = begin_of(info);
    const openssl::TstInfoPtr tst{d2i_TS_TST_INFO(nullptr, &at, static_cast<long>(info.size()))};
    require(tst != nullptr, "TSTInfo");
    const View imprint = view_of(TS_MSG_IMPRINT_get_msg(TS_TST_INFO_get_msg_imprint(tst.get())));
    const Octets digest = sha256(stamped);
    require(imprint.size() == digest.size() &&
                std::memcmp(imprint.data(), digest.data(), digest.size()) == 0,
            "timestamp imprint");
}

Octets verify_cms(View cms_octets, std::span<const View> content) {
    const auto cms = parse_cms(cms_octets);
    CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms.get()), 0);
    STACK_OF(X509)* certificates = CMS_get1_certs(cms.get());
    require(CMS_set1_signers_certs(cms.get(), certificates, 0) == 1, "signing certificate");
    require(CMS_SignerInfo_verify(signer) == 1, "signature value");
    Octets digest = sha256(content);
    const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_messageDigest, -1);
    const View signed_digest =
        view_of(X509_ATTRIBUTE_get0_type(CMS_signed_get_attr(signer, at), 0)->value.octet_string);
    require(signed_digest.size() == digest.size() &&
                std::memcmp(signed_digest.data(), digest.data(), digest.size()) == 0,
            "message digest");
    sk_X509_pop_free(certificates, X509_free);
    const View value = view_of(CMS_SignerInfo_get0_signature(signer));
    verify_token(timestamp_token_of(signer), std::span{&value, 1});
    return digest;
}

}  // namespace mohur::bench::raw
