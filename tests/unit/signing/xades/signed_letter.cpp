// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/xades/signed_letter.h"

#include "signing/crypto/hash.h"

namespace mohur::signing::xades {
namespace {

using xmldsig::hierarchy;

constexpr const char* kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

std::string digest_elements(BytesView octets) {
    return "<ds:DigestMethod "
           "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>" +
           to_base64(digest_of(DigestAlgorithm::sha256, octets).value) + "</ds:DigestValue>";
}

}  // namespace

Certificate certificate_of(const std::string& name) {
    return *Certificate::from_der(hierarchy().certificate(name));
}

SignaturePlan plan_for(const std::string& name) {
    const bool rsa = name == "signer-rsa";
    SignatureAlgorithm algorithm;
    algorithm.scheme = rsa ? SignatureScheme::rsa_pkcs1 : SignatureScheme::ecdsa;
    return SignaturePlan{{{"m%C9%99ktub%201.txt", "text/plain",
                           digest_of(DigestAlgorithm::sha256, as_bytes(kLetter))}},
                         certificate_of(name),
                         {certificate_of("issuing-ca")},
                         algorithm,
                         *parse_rfc3339("2026-11-21T10:20:30.654321Z"),
                         {},
                         {},
                         "S0"};
}

Bytes sign(const SignaturePlan& plan, const std::string& name) {
    const auto made = *draft(plan);
    const auto digest = digest_of(DigestAlgorithm::sha256, made.to_be_signed);
    const auto value = hierarchy().sign_digest(name, "sha256", digest.value);
    return *with_signature_value(made.xml, plan.algorithm, plan.signer.public_key(), value);
}

Bytes token_over(BytesView octets, std::string_view behaviour) {
    return hierarchy().timestamp_token("sha256", digest_of(DigestAlgorithm::sha256, octets).value,
                                       behaviour);
}

Bytes with_token(BytesView xml, BytesView token) {
    return *Ascent {
        xml
        } -> with_unsigned(
            {{0, signature_timestamp_property(*TimestampToken::parse(token, Limits{}))}});
}

Bytes with_time(BytesView xml, std::string_view behaviour) {
    return with_token(xml, token_over(
                               *Ascent { xml } -> signature_timestamp_input(0), behaviour));
}

Bytes with_material(BytesView xml) {
    const auto ocsp = [](const char* name) {
        return *OcspResponse::from_der(hierarchy().ocsp_response_for(name));
    };
    const std::vector certificates{certificate_of("issuing-ca"), certificate_of("root"),
                                   certificate_of("tsa")};
    const std::vector responses{ocsp("signer"), ocsp("tsa")};
    const std::vector crls{*Crl::from_der(hierarchy().crl("root"))};
    const MaterialValues material{certificates, responses, crls};
    return *Ascent {
        xml
        } -> with_unsigned({{0, certificate_values(material) + revocation_values(material)}});
}

Bytes with_archive(BytesView xml) {
    const Ascent ascent{xml};
    const auto digest = *ascent->archive_timestamp_digest(0, DigestAlgorithm::sha256);
    const auto token = hierarchy().timestamp_token("sha256", digest.value);
    return *ascent->with_unsigned(
        {{0, archive_timestamp_property(*TimestampToken::parse(token, Limits{}))}});
}

ReadOptions with_letter() {
    ReadOptions options;
    options.contents.push_back(
        {"məktub 1.txt", std::make_shared<MemorySource>(to_bytes(as_bytes(kLetter))), {}});
    return options;
}

std::vector<SignatureFacts> read(BytesView xml, const ReadOptions& options) {
    const auto resolver = supplied_contents(options);
    auto facts = read_signatures(xml, options, *resolver);
    return facts ? *std::move(facts) : std::vector<SignatureFacts>{};
}

std::vector<SignatureFacts> read(const std::string& xml, const ReadOptions& options) {
    return read(as_bytes(xml), options);
}

std::string codes(const std::vector<Finding>& findings) {
    std::string all;
    for (const auto& finding : findings) {
        all += (all.empty() ? "" : " ") + finding.code;
    }
    return all;
}

std::string reference_to(const std::string& uri, const std::string& attributes,
                         const std::string& transforms) {
    return "<ds:Reference URI=\"" + uri + "\" " + attributes + "><ds:Transforms>" + transforms +
           "<ds:Transform Algorithm=\"" + kExclusive +
           "\"/></ds:Transforms><ds:DigestMethod "
           "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
           "<ds:DigestValue/></ds:Reference>";
}

std::string signing_certificate_v2(const Certificate& certificate) {
    return "<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>" +
           digest_elements(certificate.der()) +
           "</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>";
}

std::string Template::signature() const {
    const auto certificate = certificate_of(key);
    const auto properties = id + "-sp";
    return "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"" + id +
           "\"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm=\"" + kExclusive +
           "\"/><ds:SignatureMethod "
           "Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256\"/>" +
           (references.empty() ? reference_to("#data", "Id=\"" + id + "-r\"") : references) +
           reference_to("#" + properties, "Type=\"http://uri.etsi.org/01903#SignedProperties\"") +
           "</ds:SignedInfo><ds:SignatureValue Id=\"" + id +
           "-sv\"/><ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + to_base64(certificate.der()) +
           "</ds:X509Certificate></ds:X509Data>"
           "</ds:KeyInfo>" +
           objects +
           "<ds:Object><xades:QualifyingProperties"
           " xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\" Target=\"" +
           (target.empty() ? "#" + id : target) + "\"><xades:SignedProperties Id=\"" + properties +
           "\"><xades:SignedSignatureProperties><xades:SigningTime>2026-11-21T10:00:00Z"
           "</xades:SigningTime>" +
           (signing_certificate.empty() ? signing_certificate_v2(certificate)
                                        : signing_certificate) +
           "</xades:SignedSignatureProperties>" + more_signed + "</xades:SignedProperties>" +
           (unsigned_properties.empty()
                ? ""
                : "<xades:UnsignedProperties><xades:UnsignedSignatureProperties>" +
                      unsigned_properties +
                      "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>") +
           "</xades:QualifyingProperties></ds:Object></ds:Signature>";
}

std::string signed_document(const Template& parts) {
    const xmldsig::Workspace workspace;
    workspace.write("məktub 1.txt", kLetter);
    return xmldsig::xmlsec_sign(workspace, parts.document(), parts.key, parts.id);
}

}  // namespace mohur::signing::xades
