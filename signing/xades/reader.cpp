// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/xades/reader.h"

#include "signing/xades/certificate_reference_internal.h"
#include "signing/xades/evidence_records_internal.h"
#include "signing/xades/level_internal.h"
#include "signing/xades/listing_internal.h"
#include "signing/xades/material_internal.h"
#include "signing/xades/names.h"
#include "signing/xades/properties_internal.h"
#include "signing/xades/structure_internal.h"
#include "signing/xades/timestamps_internal.h"
#include "signing/xmldsig/names.h"

#include <algorithm>

namespace mohur::signing::xades {
namespace {

/// What is the same for all signatures of one document.
struct DocumentInReading {
    const xml::Document& document;
    const ReadOptions& options;
    ContentResolver& resolver;
    xmldsig::WorkBudget budget;
    std::size_t signatures = 0;
};

SignatureFacts read_signature(DocumentInReading& file, const xml::Element& element,
                              const std::optional<xml::Element>& parent_value);

void add_error(SignatureFacts& facts, std::string_view code, std::string_view text) {
    facts.errors.push_back({std::string{code}, std::string{text}});
}

void mark_ambiguous(SignatureFacts& facts, std::string_view why) {
    facts.binding_unambiguous = false;
    add_error(facts, "binding-ambiguous", why);
}

/// Checks references one by one and keeps what they say together.
class References {
public:
    References(const SignatureInReading& reading, SignatureFacts& facts)
        : reading_{reading}, facts_{facts} {}

    void check_all() {
        for (const auto& reference : reading_.signature.references()) {
            const auto check = check_one(reference);
            if (reference.type == xmldsig::kManifestType && check.target) {
                check_manifest(*check.target);
            }
        }
        if (reading_.properties && reading_.properties->signed_properties) {
            facts_.signed_properties_bound = properties_bound_;
            if (!properties_bound_) {
                add_error(facts_, "signed-properties-unbound", "");
            }
        }
    }
    /// Elements of the own document that a reference names.
    [[nodiscard]] bool targets(const xml::Element& element) const {
        return std::find(targets_.begin(), targets_.end(), element) != targets_.end();
    }

private:
    xmldsig::ReferenceCheck check_one(const xmldsig::Reference& reference) {
        const auto check = reading_.references.check(reference);
        facts_.references.push_back(
            {reference.uri.value_or(""), check.found, check.intact, reference.algorithm});
        if (!check.unambiguous) {
            mark_ambiguous(facts_, reference.uri.value_or(""));
        } else if (!check.intact) {
            add_error(facts_, check.problem, check.detail);
        }
        if (check.target && check.intact) {
            targets_.push_back(*check.target);
        }
        if (reference.type.ends_with("#SignedProperties")) {
            note_properties(check);
        } else if (!is_own_part(reference, check)) {
            facts_.scopes.push_back({reference.same_document()
                                         ? *reference.uri
                                         : xmldsig::percent_decoded(reference.uri.value_or("")),
                                     check.computed, check.partial});
        }
        return check;
    }

    // EN 319 132-1 4.4.2, 6.3: the reference of that type is over the signed properties of this
    // signature.
    void note_properties(const xmldsig::ReferenceCheck& check) {
        const auto& own =
            reading_.properties ? reading_.properties->signed_properties : std::nullopt;
        const bool covers = own && check.covered && check.covered->contains_subtree(*own);
        if (check.found && !covers) {
            mark_ambiguous(facts_, "a reference of type SignedProperties is over something else");
        }
        properties_bound_ = properties_bound_ || (covers && check.intact);
    }

    bool is_own_part(const xmldsig::Reference& reference,
                     const xmldsig::ReferenceCheck& check) const {
        return reference.type == kCounterSignatureType ||
               reference.type == xmldsig::kManifestType ||
               (check.target && check.target == reading_.signature.key_info());
    }

    // XML Signature 1.1 clause 5.1: each entry is a reference of its own.
    void check_manifest(const xml::Element& manifest) {
        const auto entries = manifest.children(xmldsig::kNamespace, "Reference");
        for (const auto& entry : entries) {
            const auto parsed = xmldsig::parse_reference(entry);
            if (!parsed || facts_.references.size() >= reading_.options.limits.xml_references) {
                facts_.references.push_back(
                    {entry.attribute("URI").value_or(""), false, false, {}});
                add_error(facts_, parsed ? "limit-exceeded" : "undecodable-signature",
                          "manifest entry");
                return;
            }
            check_one(*parsed);
        }
    }

    const SignatureInReading& reading_;
    SignatureFacts& facts_;
    std::vector<xml::Element> targets_;
    bool properties_bound_ = false;
};

// The candidate whose key made the value and that the signed reference names; then the one with the
// key; then the one that is named; then the first.
void identify_signer(const xmldsig::Signature& signature,
                     const std::optional<QualifyingProperties>& properties,
                     const ReadOptions& options, SignatureFacts& facts) {
    const auto reference =
        properties ? SigningCertificateProperty::read(*properties) : SigningCertificateProperty{};
    auto candidates = facts.certificates;
    candidates.insert(candidates.end(), options.extra_certificates.begin(),
                      options.extra_certificates.end());
    std::stable_partition(candidates.begin(), candidates.end(),
                          [&](const Certificate& at) { return reference.names(at); });
    const auto octets = signature.signed_octets();
    const auto made_it = [&](const Certificate& at) {
        return octets && signature.verify(at.public_key(), *octets);
    };
    const auto signer = std::find_if(candidates.begin(), candidates.end(), made_it);
    facts.signature_value_valid = signer != candidates.end();
    if (facts.signature_value_valid) {
        facts.signing_certificate = *signer;
    } else if (!candidates.empty()) {
        facts.signing_certificate = candidates.front();
    }
    facts.signing_certificate_reference_present = reference.present();
    facts.signing_certificate_reference_ambiguous = reference.ambiguous();
    facts.signing_certificate_reference_matches =
        facts.signing_certificate && reference.matches(*facts.signing_certificate);
    if (!octets) {
        add_error(facts, octets.error().reason, octets.error().detail);
    } else if (!signature.algorithm()) {
        add_error(facts, "algorithm-unsupported", "SignatureMethod");
    } else if (!facts.signature_value_valid && !candidates.empty()) {
        add_error(facts, "signature-value-invalid", "");
    } else if (candidates.empty()) {
        add_error(facts, "signing-certificate-not-found", "");
    }
}

void check_identity(const SignatureInReading& reading, SignatureFacts& facts) {
    const auto& id = reading.signature.id();
    if (!id.empty() && !reading.document.by_id(id).unique) {
        mark_ambiguous(facts, "Id of the signature");
    }
    if (!reading.properties) {
        return;
    }
    if (!reading.properties->unique) {
        mark_ambiguous(facts, "several QualifyingProperties");
    }
    if (!reading.properties->target_matches) {
        mark_ambiguous(facts, "Target of QualifyingProperties");
    }
}

// EN 319 132-1 5.2.7.2
void read_counter_signatures(DocumentInReading& file, const SignatureInReading& reading,
                             SignatureFacts& facts) {
    if (!reading.properties) {
        return;
    }
    for (const auto& property :
         properties(reading.properties->unsigned_signature, "CounterSignature")) {
        for (const auto& element : property.children(xmldsig::kNamespace, "Signature")) {
            facts.counter_signatures.push_back(
                read_signature(file, element, reading.signature.value_element()));
        }
    }
}

void add_structure(const SignatureInReading& reading, SignatureFacts& facts) {
    auto judgement = xades::judge_structure(reading.signature.element());
    facts.structure_valid = judgement.valid;
    if (!judgement.valid) {
        add_error(facts, "structure-not-judged", judgement.reason);
    } else if (!*judgement.valid) {
        facts.warnings.push_back({"structure-invalid", std::move(judgement.reason)});
    }
}

SignatureFacts undecodable(const Error& error) {
    SignatureFacts facts;
    facts.form = SignatureForm::xades;
    facts.format = "XML-NOT-ETSI";
    facts.binding_unambiguous = false;
    facts.structure_valid = false;
    add_error(facts, error.reason, error.detail);
    return facts;
}

SignatureFacts read_signature(DocumentInReading& file, const xml::Element& element,
                              const std::optional<xml::Element>& parent_value) {
    ++file.signatures;
    const auto signature = xmldsig::Signature::parse(file.document, element, file.options.limits);
    if (!signature) {
        return undecodable(signature.error());
    }
    const auto properties = find_properties(*signature);
    const xmldsig::ReferenceProcessor processor{file.document, element, file.resolver,
                                                file.options.limits, file.budget};
    const SignatureInReading reading{file.document, *signature,   properties,
                                     processor,     file.options, file.budget};
    SignatureFacts facts;
    facts.form = SignatureForm::xades;
    facts.algorithm = signature->algorithm();
    check_identity(reading, facts);
    References references{reading, facts};
    references.check_all();
    if (parent_value && !references.targets(*parent_value)) {
        mark_ambiguous(facts, "the counter-signature is not over the SignatureValue of its parent");
    }
    read_material(*signature, properties, file.options.limits, facts);
    identify_signer(*signature, properties, file.options, facts);
    if (properties) {
        read_claims(*properties, facts);
    }
    auto candidates = facts.certificates;
    candidates.insert(candidates.end(), file.options.extra_certificates.begin(),
                      file.options.extra_certificates.end());
    facts.timestamps = read_timestamps(reading, candidates);
    facts.evidence_records = read_evidence_records(reading);
    if (file.signatures <= file.options.limits.signatures) {
        read_counter_signatures(file, reading, facts);
    }
    add_structure(reading, facts);
    facts.format = level_of(*signature, properties, facts, file.options.verified);
    return facts;
}

}  // namespace

Result<std::vector<SignatureFacts>> read_signatures(BytesView bytes, const ReadOptions& options,
                                                    ContentResolver& resolver) {
    MOHUR_TRY(const auto document, xml::Document::parse(bytes, options.limits));
    const auto listed = list_signatures(document);
    if (listed.size() > options.limits.signatures) {
        return Error::too_large("limit-exceeded", "signatures of one document");
    }
    DocumentInReading file{document, options, resolver, xmldsig::WorkBudget{}};
    std::vector<SignatureFacts> all;
    for (const auto& signature : listed) {
        all.push_back(read_signature(file, signature.element, std::nullopt));
    }
    // From the last to the first, so that a counter-signature brings its own along.
    std::vector<SignatureFacts> roots;
    for (auto i = listed.size(); i-- > 0;) {
        const auto& parent = listed[i].parent;
        auto& owner = parent ? all[*parent].counter_signatures : roots;
        owner.insert(parent ? owner.end() : owner.begin(), std::move(all[i]));
    }
    return roots;
}

}  // namespace mohur::signing::xades
