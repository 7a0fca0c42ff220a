// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/creation.h"

#include "signing/asn1/der.h"
#include "signing/asn1/oid.h"
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
constexpr std::string_view kXmlDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

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

// EN 319 132-1 5.1.2: an object identifier as a URN.
Result<void> write_identifier(xml::Writer& out, const std::string& dotted) {
    const auto content = Oid{dotted}.content();
    const auto read = content.empty() ? Result<Oid>{Error::malformed("asn1-invalid")}
                                      : Oid::from_content(content);
    if (!read || !(*read == dotted)) {
        return Error::malformed("signing-request-invalid", dotted);
    }
    out.leaf("xades:Identifier", "urn:oid:" + dotted, {{"Qualifier", "OIDAsURN"}});
    return {};
}

// EN 319 132-1 5.2.9
Result<void> write_policy(xml::Writer& out, const SignaturePolicyReference& policy) {
    if (policy.digest.value.size() != digest_size(policy.digest.algorithm)) {
        return Error::malformed("signing-request-invalid", "policy digest");
    }
    out.open("xades:SignaturePolicyIdentifier").open("xades:SignaturePolicyId");
    out.open("xades:SigPolicyId");
    MOHUR_TRY_VOID(write_identifier(out, policy.id));
    out.close().open("xades:SigPolicyHash");
    write_digest(out, policy.digest);
    out.close();
    if (!policy.spuri.empty()) {
        out.open("xades:SigPolicyQualifiers").open("xades:SigPolicyQualifier");
        out.leaf("xades:SPURI", policy.spuri).close().close();
    }
    out.close().close();
    return {};
}

// EN 319 132-1 5.2, in the order of the schema
Result<void> write_signature_properties(xml::Writer& out, const SignaturePlan& plan) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(plan.signing_time);
    out.open("xades:SignedSignatureProperties");
    out.leaf("xades:SigningTime", to_rfc3339(seconds));
    out.open("xades:SigningCertificateV2").open("xades:Cert").open("xades:CertDigest");
    write_digest(out, digest_of(plan.algorithm.digest, plan.signer.der()));
    out.close().leaf("xades:IssuerSerialV2", issuer_serial_v2(plan.signer)).close().close();
    if (plan.policy) {
        MOHUR_TRY_VOID(write_policy(out, *plan.policy));
    }
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
    return {};
}

std::string reference_id(const SignaturePlan& plan, std::size_t index) {
    return plan.signature_id + "-r" + std::to_string(index);
}

// EN 319 132-1 5.2.3, 5.2.4, 5.2.8.1, 6.3: one DataObjectFormat for each reference to a data
// object.
Result<void> write_object_properties(xml::Writer& out, const SignaturePlan& plan) {
    const auto describes = [](const ReferencedObject& object) {
        return object.type != kCounterSignatureType;
    };
    const bool empty = plan.commitment_types.empty() && plan.content_timestamps.empty() &&
                       std::none_of(plan.objects.begin(), plan.objects.end(), describes);
    if (empty) {
        return {};
    }
    out.open("xades:SignedDataObjectProperties");
    for (std::size_t i = 0; i < plan.objects.size(); ++i) {
        if (!describes(plan.objects[i])) {
            continue;
        }
        out.open("xades:DataObjectFormat", {{"ObjectReference", "#" + reference_id(plan, i)}});
        out.leaf("xades:MimeType", plan.objects[i].mime_type).close();
    }
    for (const auto& type : plan.commitment_types) {
        out.open("xades:CommitmentTypeIndication").open("xades:CommitmentTypeId");
        MOHUR_TRY_VOID(write_identifier(out, type));
        out.close().empty("xades:AllSignedDataObjects").close();
    }
    for (const auto& token : plan.content_timestamps) {
        out.open("xades:AllDataObjectsTimeStamp");
        out.empty("ds:CanonicalizationMethod", {{"Algorithm", xml::uri_of(kExclusive)}});
        out.leaf("xades:EncapsulatedTimeStamp", to_base64(token)).close();
    }
    out.close();
    return {};
}

Result<std::string> qualifying_properties(const SignaturePlan& plan) {
    xml::Writer out;
    out.open("xades:QualifyingProperties",
             {{"xmlns:xades", kNamespace132}, {"Target", "#" + plan.signature_id}});
    out.open("xades:SignedProperties", {{"Id", plan.signature_id + "-sp"}});
    MOHUR_TRY_VOID(write_signature_properties(out, plan));
    MOHUR_TRY_VOID(write_object_properties(out, plan));
    return out.take();
}

void write_transform(xml::Writer& out, const xml::CanonicalMethod& method) {
    out.empty("ds:Transform", {{"Algorithm", xml::uri_of(method)}});
}

// Every signature leaves out every other, so that several stand side by side.
void write_filter(xml::Writer& out) {
    out.open("ds:Transform", {{"Algorithm", xmldsig::kFilter2}});
    out.leaf("dsig-filter2:XPath", "/descendant::ds:Signature",
             {{"xmlns:dsig-filter2", xmldsig::kFilter2Namespace}, {"Filter", "subtract"}});
    out.close();
}

void write_transforms(xml::Writer& out, ObjectTransform transform) {
    if (transform == ObjectTransform::none) {
        return;
    }
    out.open("ds:Transforms");
    switch (transform) {
        case ObjectTransform::base64:
            out.empty("ds:Transform", {{"Algorithm", xmldsig::kBase64}});
            break;
        case ObjectTransform::without_signatures:
            write_filter(out);
            write_transform(out, kExclusive);
            break;
        default: write_transform(out, kExclusive);
    }
    out.close();
}

void write_reference(xml::Writer& out, const ReferencedObject& object, const std::string& id) {
    if (object.type.empty()) {
        out.open("ds:Reference", {{"Id", id}, {"URI", object.uri}});
    } else {
        out.open("ds:Reference", {{"Id", id}, {"Type", object.type}, {"URI", object.uri}});
    }
    write_transforms(out, object.transform);
    write_digest(out, object.digest);
    out.close();
}

std::string signed_info(const SignaturePlan& plan, const Digest& properties) {
    xml::Writer out;
    out.open("ds:SignedInfo");
    out.empty("ds:CanonicalizationMethod", {{"Algorithm", xml::uri_of(kExclusive)}});
    out.empty("ds:SignatureMethod", {{"Algorithm", xmldsig::uri_of(plan.algorithm)}});
    for (std::size_t i = 0; i < plan.objects.size(); ++i) {
        write_reference(out, plan.objects[i], reference_id(plan, i));
    }
    out.open("ds:Reference",
             {{"Type", kSignedPropertiesType}, {"URI", "#" + plan.signature_id + "-sp"}});
    write_transforms(out, ObjectTransform::canonical);
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

Bytes assemble(const SignaturePlan& plan, std::string_view signed_info_xml,
               std::string_view properties) {
    xml::Writer out;
    out.open("ds:Signature", {{"xmlns:ds", xmldsig::kNamespace}, {"Id", plan.signature_id}});
    out.markup(signed_info_xml);
    out.leaf("ds:SignatureValue", "", {{"Id", plan.signature_id + "-sv"}});
    out.markup(key_info(plan));
    out.open("ds:Object").markup(properties);
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
    MOHUR_TRY(const auto document, xml::Document::parse(bytes, Limits{}));
    const auto element = find(document.root(), namespace_uri, name);
    if (!element) {
        return Error::malformed("xades-incomplete", std::string{name});
    }
    return canonical(document, *element);
}

xml::Writer object_writer(const std::string& id, const std::string& mime_type,
                          std::string_view encoding) {
    xml::Writer out;
    if (encoding.empty()) {
        out.open("ds:Object",
                 {{"xmlns:ds", xmldsig::kNamespace}, {"Id", id}, {"MimeType", mime_type}});
    } else {
        out.open("ds:Object", {{"xmlns:ds", xmldsig::kNamespace},
                               {"Id", id},
                               {"MimeType", mime_type},
                               {"Encoding", encoding}});
    }
    return out;
}

}  // namespace

Result<Draft> draft(const SignaturePlan& plan) {
    MOHUR_TRY_VOID(check(plan));
    MOHUR_TRY(const auto properties, qualifying_properties(plan));
    MOHUR_TRY(const auto octets,
              canonical_of(assemble(plan, {}, properties), kNamespace132, "SignedProperties"));
    auto bytes =
        assemble(plan, signed_info(plan, digest_of(plan.algorithm.digest, octets)), properties);
    MOHUR_TRY(auto to_be_signed, canonical_of(bytes, xmldsig::kNamespace, "SignedInfo"));
    return Draft{std::move(bytes), std::move(to_be_signed)};
}

Result<Bytes> with_signature_value(BytesView bytes, const SignatureAlgorithm& algorithm,
                                   const PublicKey& key, BytesView value) {
    MOHUR_TRY(const auto converted, xmldsig::to_xml_value(algorithm, key, value));
    MOHUR_TRY(const auto document, xml::Document::parse(bytes, Limits{}));
    const auto element = document.root().child(xmldsig::kNamespace, "SignatureValue");
    if (!element) {
        return Error::malformed("xades-incomplete", "SignatureValue");
    }
    if (!element->text().empty()) {
        return Error::conflict("xades-already-signed");
    }
    return xml::with_appended(bytes, *element, to_base64(converted));
}

Bytes in_asic_document(BytesView signature) {
    xml::Writer out;
    out.markup(kXmlDeclaration).open("asic:XAdESSignatures", {{"xmlns:asic", kAsicNamespace}});
    out.markup(as_text(signature));
    return to_bytes(as_bytes(out.take()));
}

Result<void> write_without_signatures(const xml::Document& document, const xml::Sink& sink) {
    std::vector<xml::Element> signatures;
    const auto root = document.root();
    for (auto at = std::optional{root}; at; at = at->next_within(root)) {
        if (at->is(xmldsig::kNamespace, "Signature")) {
            signatures.push_back(*at);
        }
    }
    const auto set = xml::NodeSet::document(document, false)
                         .filtered(xml::NodeSet::Operation::subtract, signatures);
    return xml::canonicalize(set, kExclusive, sink);
}

std::string base64_object(const std::string& id, const std::string& mime_type, BytesView data) {
    return object_writer(id, mime_type, xmldsig::kBase64).text(to_base64(data)).take();
}

std::string node_object(const std::string& id, const std::string& mime_type,
                        std::string_view root) {
    return object_writer(id, mime_type, {}).markup(root).take();
}

}  // namespace mohur::signing::xades
