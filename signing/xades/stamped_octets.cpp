// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/names.h"
#include "signing/xades/timestamps_internal.h"
#include "signing/xmldsig/names.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_set>

namespace mohur::signing::xades {
namespace {

using Names = std::initializer_list<std::string_view>;

/// One computation: the method of the time-stamp container and where the octets go.
class Writer {
public:
    Writer(const SignatureInReading& reading, const xml::CanonicalMethod& method,
           const xml::Sink& sink)
        : reading_{reading}, method_{method}, sink_{sink} {}

    Result<void> element(const xml::Element& element) const {
        const auto set = xml::NodeSet::subtree(reading_.document, element, true);
        return xmldsig::write_canonical(set, method_, sink_, reading_.budget);
    }

    Result<void> reference(const xmldsig::Reference& reference) const {
        return reading_.references.write_octets(reference, method_, sink_);
    }

    /// Unsigned properties of these names (all when empty) that stand before `stop`; all that there
    /// are without it.
    Result<void> unsigned_before(const std::optional<xml::Element>& stop, Names names) const {
        const auto& parent = reading_.properties->unsigned_signature;
        if (!parent && !stop) {
            return {};
        }
        for (const auto& child : parent->children()) {
            if (child == stop) {
                return {};
            }
            const auto named = [&](std::string_view name) { return is_property(child, name); };
            if (names.size() == 0 || std::any_of(names.begin(), names.end(), named)) {
                MOHUR_TRY_VOID(element(child));
            }
        }
        return stop ? Result<void>{Error::unsupported("timestamp-imprint-not-computed",
                                                      "distributed properties")}
                    : Result<void>{};
    }

private:
    const SignatureInReading& reading_;
    const xml::CanonicalMethod& method_;
    const xml::Sink& sink_;
};

bool is_signed_properties(const SignatureInReading& reading, const xmldsig::Reference& reference) {
    if (reference.type.ends_with("#SignedProperties")) {
        return true;
    }
    const auto target =
        reference.uri ? reading.references.element_of(*reference.uri).element : std::nullopt;
    return target && reading.properties && target == reading.properties->signed_properties;
}

// EN 319 132-1 5.2.8.1
Result<void> all_data_objects(const SignatureInReading& reading, const Writer& out) {
    for (const auto& reference : reading.signature.references()) {
        if (!is_signed_properties(reading, reference)) {
            MOHUR_TRY_VOID(out.reference(reference));
        }
    }
    return {};
}

// EN 319 132-1 5.2.8.2: Include elements name ds:Reference elements of the signature.
Result<void> individual_data_objects(const SignatureInReading& reading, const xml::Element& stamp,
                                     const Writer& out) {
    const auto includes = properties(stamp, "Include");
    if (includes.empty()) {
        return Error::unsupported("timestamp-imprint-not-computed", "no Include");
    }
    for (const auto& include : includes) {
        const auto uri = include.attribute("URI").value_or("");
        const auto& references = reading.signature.references();
        const auto named = std::find_if(references.begin(), references.end(), [&](const auto& at) {
            return !at.id.empty() && uri == '#' + at.id;
        });
        if (named == references.end() || include.attribute("referencedData") == "false") {
            return Error::unsupported("timestamp-imprint-not-computed", uri);
        }
        MOHUR_TRY_VOID(out.reference(*named));
    }
    return {};
}

/// The elements that references of the signature name.
std::unordered_set<const void*> targets_of(const SignatureInReading& reading) {
    std::unordered_set<const void*> targets;
    for (const auto& reference : reading.signature.references()) {
        const auto target =
            reference.uri ? reading.references.element_of(*reference.uri).element : std::nullopt;
        if (target) {
            targets.insert(target->identity());
        }
    }
    return targets;
}

// EN 319 132-1 5.5.2.2 steps 2 to 5. The form of namespace 1.3.2 leaves out referenced objects
// (TS 101 903 V1.3.2 clause 7.7.1). Without `stamp` it is one to come.
Result<void> archive(const SignatureInReading& reading, const std::optional<xml::Element>& stamp,
                     const Writer& out) {
    for (const auto& reference : reading.signature.references()) {
        MOHUR_TRY_VOID(out.reference(reference));
    }
    MOHUR_TRY_VOID(out.element(reading.signature.signed_info()));
    MOHUR_TRY_VOID(out.element(reading.signature.value_element()));
    if (const auto key_info = reading.signature.key_info()) {
        MOHUR_TRY_VOID(out.element(*key_info));
    }
    MOHUR_TRY_VOID(out.unsigned_before(stamp, {}));
    const bool all_objects = !stamp || stamp->namespace_uri() == kNamespace141;
    const auto referenced = all_objects ? std::unordered_set<const void*>{} : targets_of(reading);
    for (const auto& object : reading.signature.objects()) {
        if (!object.contains(reading.properties->element) &&
            referenced.count(object.identity()) == 0) {
            MOHUR_TRY_VOID(out.element(object));
        }
    }
    return {};
}

// EN 319 132-1 A.1.5.1.2, A.1.5.2.2 and TS 101 903 V1.4.2 clause 7.5
Result<void> references_stamp(const SignatureInReading& reading, const xml::Element& stamp,
                              const Writer& out) {
    const auto name = stamp.name();
    if (name.starts_with("SigAndRefs")) {
        MOHUR_TRY_VOID(out.element(reading.signature.value_element()));
        return name.ends_with("V2")
                   ? out.unsigned_before(stamp,
                                         {"SignatureTimeStamp", "CompleteCertificateRefsV2",
                                          "CompleteRevocationRefs", "AttributeCertificateRefsV2",
                                          "AttributeRevocationRefs"})
                   : out.unsigned_before(
                         stamp,
                         {"SignatureTimeStamp", "CompleteCertificateRefs", "CompleteRevocationRefs",
                          "AttributeCertificateRefs", "AttributeRevocationRefs"});
    }
    return name.ends_with("V2")
               ? out.unsigned_before(stamp,
                                     {"CompleteCertificateRefsV2", "CompleteRevocationRefs",
                                      "AttributeCertificateRefsV2", "AttributeRevocationRefs"})
               : out.unsigned_before(stamp,
                                     {"CompleteCertificateRefs", "CompleteRevocationRefs",
                                      "AttributeCertificateRefs", "AttributeRevocationRefs"});
}

/// No Include, or one that names `element` (TS 101 903 V1.2.2 clause 7.1.4.3.1 asks for it).
bool includes_only(const xml::Element& stamp, const xml::Element& element,
                   const SignatureInReading& reading) {
    const auto includes = properties(stamp, "Include");
    if (property(stamp, "ReferenceInfo") || property(stamp, "HashDataInfo") ||
        includes.size() > 1) {
        return false;
    }
    return includes.empty() ||
           reading.references.element_of(includes[0].attribute("URI").value_or("")).element ==
               element;
}

}  // namespace

Result<void> write_stamped_octets(const SignatureInReading& reading, const xml::Element& stamp,
                                  const xml::Sink& sink) {
    // EN 319 132-1 4.5: without ds:CanonicalizationMethod it is Canonical XML 1.0.
    xml::CanonicalMethod method;
    const auto given = stamp.child(xmldsig::kNamespace, "CanonicalizationMethod");
    if (given && !given->attribute("Algorithm").value_or("").empty()) {
        const auto known = xmldsig::canonical_method(*given);
        if (!known) {
            return Error::unsupported("timestamp-imprint-not-computed", "CanonicalizationMethod");
        }
        method = *known;
    }
    const Writer out{reading, method, sink};
    const auto name = stamp.name();
    if (name == "AllDataObjectsTimeStamp") {
        return all_data_objects(reading, out);
    }
    if (name == "IndividualDataObjectsTimeStamp") {
        return individual_data_objects(reading, stamp, out);
    }
    if (name == "SignatureTimeStamp" &&
        includes_only(stamp, reading.signature.value_element(), reading)) {
        return out.element(reading.signature.value_element());
    }
    // Includes of an unsigned time-stamp name properties that stand elsewhere: the distributed
    // case.
    if (property(stamp, "Include") || property(stamp, "ReferenceInfo") ||
        property(stamp, "HashDataInfo")) {
        return Error::unsupported("timestamp-imprint-not-computed", "distributed properties");
    }
    return name == "ArchiveTimeStamp" ? archive(reading, stamp, out)
                                      : references_stamp(reading, stamp, out);
}

Result<void> write_archived_octets(const SignatureInReading& reading,
                                   const xml::CanonicalMethod& method, const xml::Sink& sink) {
    return archive(reading, std::nullopt, Writer{reading, method, sink});
}

}  // namespace mohur::signing::xades
