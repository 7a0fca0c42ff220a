// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/creation.h"

#include "signing/asn1/der.h"
#include "signing/crypto/hash.h"
#include "signing/xades/names.h"
#include "signing/xml/canonical.h"
#include "signing/xml/source_map.h"
#include "signing/xml/writer.h"
#include "signing/xmldsig/algorithm.h"
#include "signing/xmldsig/names.h"

#include <algorithm>
#include <chrono>

namespace mohur::signing::xades {
namespace {

const xml::CanonicalMethod kExclusive{xml::CanonicalForm::exclusive, false, {}};

/// A document with its one ds:Signature.
struct SignatureDocument {
    xml::Document document;
    xml::Element signature;
};

Result<SignatureDocument> parse(BytesView bytes) {
    MOHUR_TRY(auto document, xml::Document::parse(bytes, Limits{}));
    const auto root = document.root();
    const auto inside = root.children(xmldsig::kNamespace, "Signature");
    if (root.is(xmldsig::kNamespace, "Signature")) {
        return SignatureDocument{document, root};
    }
    if (inside.size() != 1) {
        return Error::unsupported("xades-signature-count");
    }
    return SignatureDocument{document, inside.front()};
}

Result<Bytes> canonical(const xml::Document& document, const xml::Element& element) {
    return xml::canonicalize(xml::NodeSet::subtree(document, element, false), kExclusive);
}

/// The first descendant of that name.
std::optional<xml::Element> find(const xml::Element& within, std::string_view namespace_uri,
                                 std::string_view name) {
    auto at = std::optional{within};
    while (at && !at->is(namespace_uri, name)) {
        at = at->next_within(within);
    }
    return at;
}

bool is_ncname(std::string_view id) noexcept {
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !id.empty() && letter(id.front()) && std::all_of(id.begin(), id.end(), [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

void write_digest(xml::Writer& out, const Digest& digest) {
    out.empty("ds:DigestMethod", {{"Algorithm", xml_uri_of(digest.algorithm)}});
    out.leaf("ds:DigestValue", to_base64(digest.value));
}

// EN 319 132-1 5.2.2.2, RFC 5035 clause 4: IssuerSerial with one directoryName.
std::string issuer_serial_v2(const Certificate& certificate) {
    const auto general_name = der::element(tag::context_set(4), certificate.issuer().der);
    const auto names = der::sequence({general_name});
    const auto serial = der::element(tag::kInteger, certificate.serial());
    return to_base64(der::sequence({names, serial}));
}

// EN 319 132-1 5.2
void write_signature_properties(xml::Writer& out, const SignaturePlan& plan) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(plan.signing_time);
    out.open("xades:SignedSignatureProperties");
    out.leaf("xades:SigningTime", to_rfc3339(seconds));
    out.open("xades:SigningCertificateV2").open("xades:Cert").open("xades:CertDigest");
    write_digest(out, digest_of(plan.algorithm.digest, plan.signer.der()));
    out.close().leaf("xades:IssuerSerialV2", issuer_serial_v2(plan.signer)).close().close();
    if (!plan.location.empty()) {
        out.open("xades:SignatureProductionPlaceV2").leaf("xades:City", plan.location).close();
    }
    if (!plan.claimed_roles.empty()) {
        out.open("xades:SignerRoleV2").open("xades:ClaimedRoles");
        for (const auto& role : plan.claimed_roles) {
            out.leaf("xades:ClaimedRole", role);
        }
        out.close().close();
    }
    out.close();
}

std::string reference_id(const SignaturePlan& plan, std::size_t index) {
    return plan.signature_id + "-r" + std::to_string(index);
}

// EN 319 132-1 5.2.4, 6.3: one DataObjectFormat for each reference to a data object.
void write_object_properties(xml::Writer& out, const SignaturePlan& plan) {
    out.open("xades:SignedDataObjectProperties");
    for (std::size_t i = 0; i < plan.objects.size(); ++i) {
        out.open("xades:DataObjectFormat", {{"ObjectReference", "#" + reference_id(plan, i)}});
        out.leaf("xades:MimeType", plan.objects[i].mime_type).close();
    }
    out.close();
}

std::string qualifying_properties(const SignaturePlan& plan) {
    xml::Writer out;
    out.open("xades:QualifyingProperties",
             {{"xmlns:xades", kNamespace132}, {"Target", "#" + plan.signature_id}});
    out.open("xades:SignedProperties", {{"Id", plan.signature_id + "-sp"}});
    write_signature_properties(out, plan);
    write_object_properties(out, plan);
    return out.take();
}

std::string signed_info(const SignaturePlan& plan, const Digest& properties) {
    xml::Writer out;
    out.open("ds:SignedInfo");
    out.empty("ds:CanonicalizationMethod", {{"Algorithm", xml::uri_of(kExclusive)}});
    out.empty("ds:SignatureMethod", {{"Algorithm", xmldsig::uri_of(plan.algorithm)}});
    for (std::size_t i = 0; i < plan.objects.size(); ++i) {
        out.open("ds:Reference", {{"Id", reference_id(plan, i)}, {"URI", plan.objects[i].uri}});
        write_digest(out, plan.objects[i].digest);
        out.close();
    }
    out.open("ds:Reference",
             {{"Type", kSignedPropertiesType}, {"URI", "#" + plan.signature_id + "-sp"}});
    out.open("ds:Transforms")
        .empty("ds:Transform", {{"Algorithm", xml::uri_of(kExclusive)}})
        .close();
    write_digest(out, properties);
    return out.take();
}

std::string key_info(const SignaturePlan& plan) {
    xml::Writer out;
    out.open("ds:KeyInfo").open("ds:X509Data");
    out.leaf("ds:X509Certificate", to_base64(plan.signer.der()));
    for (const auto& certificate : plan.chain) {
        out.leaf("ds:X509Certificate", to_base64(certificate.der()));
    }
    return out.take();
}

Bytes assemble(const SignaturePlan& plan, std::string_view signed_info_xml) {
    xml::Writer out;
    out.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.open("asic:XAdESSignatures", {{"xmlns:asic", kAsicNamespace}});
    out.open("ds:Signature", {{"xmlns:ds", xmldsig::kNamespace}, {"Id", plan.signature_id}});
    out.markup(signed_info_xml);
    out.leaf("ds:SignatureValue", "", {{"Id", plan.signature_id + "-sv"}});
    out.markup(key_info(plan));
    out.open("ds:Object").markup(qualifying_properties(plan));
    return to_bytes(as_bytes(out.take()));
}

Result<void> check(const SignaturePlan& plan) {
    if (!is_ncname(plan.signature_id)) {
        return Error::malformed("xades-signature-id");
    }
    if (plan.objects.empty()) {
        return Error::malformed("xades-no-object");
    }
    if (xmldsig::uri_of(plan.algorithm).empty()) {
        return Error::unsupported("algorithm-unsupported", to_string(plan.algorithm));
    }
    return {};
}

Result<Bytes> canonical_of(BytesView bytes, std::string_view namespace_uri, std::string_view name) {
    MOHUR_TRY(const auto parsed, parse(bytes));
    const auto element = find(parsed.signature, namespace_uri, name);
    if (!element) {
        return Error::malformed("xades-incomplete", std::string{name});
    }
    return canonical(parsed.document, *element);
}

/// Adds properties at the end of UnsignedSignatureProperties, which is made when it is missing.
Result<Bytes> with_unsigned(BytesView bytes, const std::string& properties) {
    MOHUR_TRY(const auto parsed, parse(bytes));
    if (const auto existing =
            find(parsed.signature, kNamespace132, "UnsignedSignatureProperties")) {
        return xml::with_appended(bytes, *existing, properties);
    }
    const auto qualifying = find(parsed.signature, kNamespace132, "QualifyingProperties");
    if (!qualifying || qualifying->child(kNamespace132, "UnsignedProperties")) {
        return Error::unsupported("xades-incomplete", "UnsignedSignatureProperties");
    }
    xml::Writer out;
    out.open("xades:UnsignedProperties", {{"xmlns:xades", kNamespace132}});
    out.open("xades:UnsignedSignatureProperties").markup(properties);
    return xml::with_appended(bytes, *qualifying, out.take());
}

}  // namespace

Result<Draft> draft(const SignaturePlan& plan) {
    MOHUR_TRY_VOID(check(plan));
    MOHUR_TRY(const auto properties,
              canonical_of(assemble(plan, {}), kNamespace132, "SignedProperties"));
    auto bytes = assemble(plan, signed_info(plan, digest_of(plan.algorithm.digest, properties)));
    MOHUR_TRY(auto to_be_signed, canonical_of(bytes, xmldsig::kNamespace, "SignedInfo"));
    return Draft{std::move(bytes), std::move(to_be_signed)};
}

Result<Bytes> with_signature_value(BytesView bytes, const SignatureAlgorithm& algorithm,
                                   const PublicKey& key, BytesView value) {
    MOHUR_TRY(const auto converted, xmldsig::to_xml_value(algorithm, key, value));
    MOHUR_TRY(const auto parsed, parse(bytes));
    const auto element = parsed.signature.child(xmldsig::kNamespace, "SignatureValue");
    if (!element) {
        return Error::malformed("xades-incomplete", "SignatureValue");
    }
    if (!element->text().empty()) {
        return Error::conflict("xades-already-signed");
    }
    return xml::with_appended(bytes, *element, to_base64(converted));
}

Result<Bytes> signature_timestamp_input(BytesView bytes) {
    MOHUR_TRY(const auto parsed, parse(bytes));
    const auto element = parsed.signature.child(xmldsig::kNamespace, "SignatureValue");
    if (!element) {
        return Error::malformed("xades-incomplete", "SignatureValue");
    }
    return canonical(parsed.document, *element);
}

// EN 319 132-1 5.3, 5.1.4.4
Result<Bytes> with_signature_timestamp(BytesView bytes, BytesView token) {
    xml::Writer out;
    out.open("xades:SignatureTimeStamp", {{"xmlns:xades", kNamespace132}});
    out.empty("ds:CanonicalizationMethod",
              {{"xmlns:ds", xmldsig::kNamespace}, {"Algorithm", xml::uri_of(kExclusive)}});
    out.leaf("xades:EncapsulatedTimeStamp", to_base64(token));
    return with_unsigned(bytes, out.take());
}

// EN 319 132-1 5.4.1, 5.4.2
Result<Bytes> with_validation_data(BytesView bytes, const std::vector<Certificate>& certificates,
                                   const std::vector<OcspResponse>& ocsp,
                                   const std::vector<Crl>& crls) {
    xml::Writer out;
    if (!certificates.empty()) {
        out.open("xades:CertificateValues", {{"xmlns:xades", kNamespace132}});
        for (const auto& certificate : certificates) {
            out.leaf("xades:EncapsulatedX509Certificate", to_base64(certificate.der()));
        }
        out.close();
    }
    if (ocsp.empty() && crls.empty()) {
        return with_unsigned(bytes, out.take());
    }
    out.open("xades:RevocationValues", {{"xmlns:xades", kNamespace132}});
    if (!crls.empty()) {
        out.open("xades:CRLValues");
        for (const auto& crl : crls) {
            out.leaf("xades:EncapsulatedCRLValue", to_base64(crl.der()));
        }
        out.close();
    }
    if (!ocsp.empty()) {
        out.open("xades:OCSPValues");
        for (const auto& response : ocsp) {
            out.leaf("xades:EncapsulatedOCSPValue", to_base64(response.der()));
        }
        out.close();
    }
    return with_unsigned(bytes, out.take());
}

}  // namespace mohur::signing::xades
