// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/evidence_records_internal.h"

#include "signing/cades/reader.h"
#include "signing/crypto/hash.h"
#include "signing/evidence/record_check.h"
#include "signing/xades/covered_objects_internal.h"
#include "signing/xmldsig/names.h"

namespace mohur::signing::xades {
namespace {

constexpr std::string_view kEvidenceNamespace = "http://uri.etsi.org/19132/v1.1.1#";

/// Hashes, one by one, the data objects that a record in `property` covers: what references yield,
/// SignedInfo, SignatureValue, KeyInfo, the unsigned properties before, the other ds:Object
/// elements, and what entries of a signed ds:Manifest yield.
class ObjectGroup {
public:
    ObjectGroup(const SignatureInReading& reading, const xml::Element& property,
                DigestAlgorithm algorithm)
        : reading_{reading}, property_{property}, algorithm_{algorithm} {
        const auto given =
            reading.signature.signed_info().child(xmldsig::kNamespace, "CanonicalizationMethod");
        method_ = given ? xmldsig::canonical_method(*given) : std::nullopt;
    }

    /// The hash of the group; nothing when a part of it is not at hand.
    [[nodiscard]] Result<Bytes> hash() {
        if (!method_) {
            return Error::unsupported("algorithm-unsupported", "CanonicalizationMethod");
        }
        MOHUR_TRY_VOID(add_references());
        MOHUR_TRY_VOID(add(reading_.signature.signed_info()));
        MOHUR_TRY_VOID(add(reading_.signature.value_element()));
        if (const auto key_info = reading_.signature.key_info()) {
            MOHUR_TRY_VOID(add(*key_info));
        }
        MOHUR_TRY_VOID(add_unsigned_properties());
        MOHUR_TRY_VOID(add_objects());
        MOHUR_TRY_VOID(add_manifests());
        return evidence::root_of({values_}, algorithm_);
    }

private:
    Result<void> add(const xml::Element& element) {
        Hasher hasher{algorithm_};
        const auto set = xml::NodeSet::subtree(reading_.document, element, true);
        MOHUR_TRY_VOID(xmldsig::write_canonical(
            set, *method_, [&hasher](BytesView piece) { hasher.update(piece); }, reading_.budget));
        values_.push_back(hasher.finish().value);
        return {};
    }

    Result<void> add(const xmldsig::Reference& reference) {
        Hasher hasher{algorithm_};
        MOHUR_TRY_VOID(reading_.references.write_octets(
            reference, *method_, [&hasher](BytesView piece) { hasher.update(piece); }));
        values_.push_back(hasher.finish().value);
        return {};
    }

    Result<void> add_references() {
        for (const auto& reference : reading_.signature.references()) {
            MOHUR_TRY_VOID(add(reference));
        }
        return {};
    }

    Result<void> add_unsigned_properties() {
        for (const auto& child : reading_.properties->unsigned_signature->children()) {
            if (child == property_) {
                break;
            }
            MOHUR_TRY_VOID(add(child));
        }
        return {};
    }

    Result<void> add_objects() {
        for (const auto& object : reading_.signature.objects()) {
            if (!object.contains(reading_.properties->element)) {
                MOHUR_TRY_VOID(add(object));
            }
        }
        return {};
    }

    Result<void> add_manifests() {
        for (const auto& reference : reading_.signature.references()) {
            const auto target = reference.type == xmldsig::kManifestType && reference.uri
                                    ? reading_.references.element_of(*reference.uri).element
                                    : std::nullopt;
            if (!target) {
                continue;
            }
            for (const auto& entry : target->children(xmldsig::kNamespace, "Reference")) {
                MOHUR_TRY(const auto parsed, xmldsig::parse_reference(entry));
                MOHUR_TRY_VOID(add(parsed));
            }
        }
        return {};
    }

    const SignatureInReading& reading_;
    const xml::Element& property_;
    DigestAlgorithm algorithm_;
    std::optional<xml::CanonicalMethod> method_;
    evidence::HashGroup values_;
};

evidence::DataObject sealed_object(const SignatureInReading& reading,
                                   const xml::Element& property) {
    return {"", [&reading, &property](DigestAlgorithm algorithm, const xml::CanonicalMethod*) {
                auto hash = ObjectGroup{reading, property, algorithm}.hash();
                return hash ? std::vector<Bytes>{std::move(hash).value()} : std::vector<Bytes>{};
            }};
}

EvidenceRecordFacts read_one(const SignatureInReading& reading, const xml::Element& element,
                             const std::vector<evidence::DataObject>& objects) {
    const auto tokens = cades::token_reader(reading.options);
    const auto& limits = reading.options.limits;
    if (element.is(evidence::kErsNamespace, "EvidenceRecord")) {
        const auto record = evidence::EvidenceRecord::from_xml(reading.document, element, limits);
        return record ? evidence::check_record(*record, objects, tokens, limits)
                      : evidence::unreadable(record.error());
    }
    const auto encoding = element.base64();
    return encoding ? evidence::check_file(*encoding, objects, tokens, limits)
                    : evidence::unreadable(encoding.error());
}

}  // namespace

std::vector<EvidenceRecordFacts> read_evidence_records(const SignatureInReading& reading) {
    std::vector<EvidenceRecordFacts> records;
    if (!reading.properties || !reading.properties->unsigned_signature) {
        return records;
    }
    for (const auto& property : reading.properties->unsigned_signature->children()) {
        if (!property.is(kEvidenceNamespace, "SealingEvidenceRecords")) {
            continue;
        }
        const std::vector<evidence::DataObject> objects{sealed_object(reading, property)};
        for (const auto& element : property.children()) {
            if (records.size() >= reading.options.limits.signatures) {
                return records;
            }
            records.push_back(read_one(reading, element, objects));
            records.back().covered_objects = objects_before(reading, property);
        }
    }
    return records;
}

}  // namespace mohur::signing::xades
