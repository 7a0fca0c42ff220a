// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/augmentation.h"

#include "signing/crypto/hash.h"
#include "signing/xades/listing_internal.h"
#include "signing/xades/names.h"
#include "signing/xades/timestamps_internal.h"
#include "signing/xml/source_map.h"
#include "signing/xml/writer.h"
#include "signing/xmldsig/names.h"

namespace mohur::signing::xades {
namespace {

const xml::CanonicalMethod kExclusive{xml::CanonicalForm::exclusive, false, {}};

using Place = xml::Insertion::Place;

Error not_extendable(std::string_view what) {
    return Error::unsupported("signature-not-extendable", std::string{what});
}

/// Where new properties go, and what has to be made around them.
Result<xml::Insertion> insertion_for(const QualifyingProperties& qualifying,
                                     const std::string& markup) {
    if (!qualifying.unique || qualifying.element.namespace_uri() != kNamespace132) {
        return not_extendable("QualifyingProperties");
    }
    if (qualifying.unsigned_signature) {
        return xml::Insertion{*qualifying.unsigned_signature, Place::last_child, markup};
    }
    xml::Writer out;
    const auto parent = qualifying.element.child(kNamespace132, "UnsignedProperties");
    if (parent) {
        out.open("xades:UnsignedSignatureProperties", {{"xmlns:xades", kNamespace132}});
        return xml::Insertion{*parent, Place::first_child, out.markup(markup).take()};
    }
    out.open("xades:UnsignedProperties", {{"xmlns:xades", kNamespace132}});
    out.open("xades:UnsignedSignatureProperties");
    return xml::Insertion{qualifying.element, Place::last_child, out.markup(markup).take()};
}

/// Each property declares its prefixes, since a foreign document may use them for something else.
std::string timestamp_property(xml::Writer out, const TimestampToken& token) {
    out.empty("ds:CanonicalizationMethod",
              {{"xmlns:ds", xmldsig::kNamespace}, {"Algorithm", xml::uri_of(kExclusive)}});
    out.leaf("xades:EncapsulatedTimeStamp", to_base64(token.encoding()));
    return out.take();
}

}  // namespace

Result<Augmentation> Augmentation::parse(Bytes xml, const ReadOptions& options,
                                         ContentResolver& resolver) {
    MOHUR_TRY(auto document, xml::Document::parse(xml, options.limits));
    Augmentation augmentation{std::move(xml), std::move(document), options, resolver};
    for (const auto& listed : list_signatures(augmentation.document_)) {
        if (!listed.parent) {
            augmentation.elements_.push_back(listed.element);
        }
    }
    return augmentation;
}

bool Augmentation::has_unsigned(std::size_t signature, std::string_view name) const {
    const auto parsed = xmldsig::Signature::parse(document_, elements_[signature], options_.limits);
    const auto qualifying = parsed ? find_properties(*parsed) : std::nullopt;
    return qualifying && !properties(qualifying->unsigned_signature, name).empty();
}

Result<Bytes> Augmentation::signature_timestamp_input(std::size_t signature) const {
    MOHUR_TRY(const auto parsed,
              xmldsig::Signature::parse(document_, elements_[signature], options_.limits));
    return xml::canonicalize(xml::NodeSet::subtree(document_, parsed.value_element(), false),
                             kExclusive);
}

std::string Augmentation::value_id(std::size_t signature) const {
    const auto value = elements_[signature].child(xmldsig::kNamespace, "SignatureValue");
    auto id = value ? value->attribute("Id").value_or("") : std::string{};
    const auto found = document_.by_id(id);
    return !id.empty() && found.unique && found.element == value ? id : std::string{};
}

Result<Digest> Augmentation::archive_timestamp_digest(std::size_t signature,
                                                      DigestAlgorithm algorithm) const {
    const auto& element = elements_[signature];
    MOHUR_TRY(const auto parsed, xmldsig::Signature::parse(document_, element, options_.limits));
    const auto qualifying = find_properties(parsed);
    if (!qualifying) {
        return not_extendable("QualifyingProperties");
    }
    xmldsig::WorkBudget budget;
    const xmldsig::ReferenceProcessor references{document_, element, resolver_, options_.limits,
                                                 budget};
    const SignatureInReading reading{document_, parsed, qualifying, references, options_, budget};
    Hasher hasher{algorithm};
    MOHUR_TRY_VOID(write_archived_octets(reading, kExclusive,
                                         [&hasher](BytesView piece) { hasher.update(piece); }));
    return hasher.finish();
}

Result<Bytes> Augmentation::with_unsigned(const std::map<std::size_t, std::string>& added) const {
    std::vector<xml::Insertion> insertions;
    for (const auto& [signature, markup] : added) {
        MOHUR_TRY(const auto parsed,
                  xmldsig::Signature::parse(document_, elements_[signature], options_.limits));
        const auto qualifying = find_properties(parsed);
        if (!qualifying) {
            return not_extendable("QualifyingProperties");
        }
        MOHUR_TRY(auto insertion, insertion_for(*qualifying, markup));
        insertions.push_back(std::move(insertion));
    }
    return xml::with_insertions(bytes_, insertions);
}

std::string signature_timestamp_property(const TimestampToken& token) {
    xml::Writer out;
    out.open("xades:SignatureTimeStamp", {{"xmlns:xades", kNamespace132}});
    return timestamp_property(std::move(out), token);
}

std::string archive_timestamp_property(const TimestampToken& token) {
    xml::Writer out;
    out.open("xades141:ArchiveTimeStamp",
             {{"xmlns:xades", kNamespace132}, {"xmlns:xades141", kNamespace141}});
    return timestamp_property(std::move(out), token);
}

std::string counter_signature_property(BytesView signature) {
    xml::Writer out;
    out.open("xades:CounterSignature", {{"xmlns:xades", kNamespace132}});
    return out.markup(xml::ascii_markup(as_text(signature))).take();
}

std::string certificate_values(const MaterialValues& material) {
    if (material.certificates.empty()) {
        return {};
    }
    xml::Writer out;
    out.open("xades:CertificateValues", {{"xmlns:xades", kNamespace132}});
    for (const auto& certificate : material.certificates) {
        out.leaf("xades:EncapsulatedX509Certificate", to_base64(certificate.der()));
    }
    return out.take();
}

std::string revocation_values(const MaterialValues& material) {
    if (material.ocsp.empty() && material.crls.empty()) {
        return {};
    }
    xml::Writer out;
    out.open("xades:RevocationValues", {{"xmlns:xades", kNamespace132}});
    if (!material.crls.empty()) {
        out.open("xades:CRLValues");
        for (const auto& crl : material.crls) {
            out.leaf("xades:EncapsulatedCRLValue", to_base64(crl.der()));
        }
        out.close();
    }
    if (!material.ocsp.empty()) {
        out.open("xades:OCSPValues");
        for (const auto& response : material.ocsp) {
            out.leaf("xades:EncapsulatedOCSPValue", to_base64(response.der()));
        }
        out.close();
    }
    return out.take();
}

std::string timestamp_validation_data(const MaterialValues& material) {
    const auto values = certificate_values(material) + revocation_values(material);
    if (values.empty()) {
        return {};
    }
    xml::Writer out;
    out.open("xades141:TimeStampValidationData", {{"xmlns:xades141", kNamespace141}});
    return out.markup(values).take();
}

}  // namespace mohur::signing::xades
