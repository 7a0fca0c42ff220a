// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/model/long_term.h"
#include "signing/xades/level_internal.h"
#include "signing/xades/names.h"
#include "signing/xmldsig/names.h"

#include <algorithm>
#include <unordered_set>

namespace mohur::signing::xades {
namespace {

/// Looks at one signature from the side of EN 319 132-1 clause 6.3 and EN 319 132-2.
class Level {
public:
    Level(const xmldsig::Signature& signature, const QualifyingProperties& properties,
          const SignatureFacts& facts, VerifiedSignatures* verified)
        : signature_{signature}, properties_{properties}, facts_{facts}, verified_{verified} {}

    std::string name() const {
        if (!is_bes()) {
            return "XML-NOT-ETSI";
        }
        const bool baseline_b = is_baseline_b();
        if (!has_signature_timestamp()) {
            return baseline_b ? "XAdES-BASELINE-B" : is_epes() ? "XAdES-EPES" : "XAdES-BES";
        }
        const bool baseline_t = baseline_b && one_token_in_each_signature_timestamp();
        const bool complete = has_signing_certificate_status(facts_, verified_);
        if (baseline_t && complete && is_baseline_lt()) {
            return has_evidence_record() ? "XAdES-ERS"
                   : has_archive()       ? "XAdES-BASELINE-LTA"
                                         : "XAdES-BASELINE-LT";
        }
        if (has_complete_references()) {
            return above_references(complete);
        }
        if (complete) {
            return has_evidence_record() ? "XAdES-ERS" : has_archive() ? "XAdES-A" : "XAdES-LT";
        }
        return baseline_t ? "XAdES-BASELINE-T" : "XAdES-T";
    }

private:
    std::string above_references(bool complete) const {
        const bool x =
            count_unsigned("SigAndRefsTimeStamp") + count_unsigned("SigAndRefsTimeStampV2") +
                count_unsigned("RefsOnlyTimeStamp") + count_unsigned("RefsOnlyTimeStampV2") >
            0;
        if (complete && has_evidence_record()) {
            return "XAdES-ERS";
        }
        if (complete && has_archive()) {
            return "XAdES-A";
        }
        return x ? (complete ? "XAdES-XL" : "XAdES-X") : "XAdES-C";
    }

    std::size_t count_signed(std::string_view name) const {
        return properties(properties_.signed_signature, name).size();
    }
    std::size_t count_unsigned(std::string_view name) const {
        return properties(properties_.unsigned_signature, name).size();
    }

    // EN 319 132-2 clause 4.3
    bool is_bes() const {
        const auto certificates =
            count_signed("SigningCertificate") + count_signed("SigningCertificateV2");
        return count_signed("SigningTime") <= 1 && certificates <= 1 &&
               (certificates == 1 || key_info_is_signed()) && formats_are_whole() &&
               count_signed("SignatureProductionPlace") +
                       count_signed("SignatureProductionPlaceV2") <=
                   1 &&
               count_signed("SignerRole") + count_signed("SignerRoleV2") <= 1;
    }

    /// The key information with the signing certificate is itself referenced.
    bool key_info_is_signed() const {
        const auto key_info = signature_.key_info();
        const auto id = key_info ? key_info->attribute("Id") : std::nullopt;
        const auto& references = signature_.references();
        return id && facts_.signing_certificate &&
               std::any_of(references.begin(), references.end(),
                           [&](const auto& at) { return at.uri == '#' + *id; });
    }

    // EN 319 132-2 clause 4.4: a stored policy needs the digest that it is checked by.
    bool is_epes() const {
        const auto policy =
            property(property(properties_.signed_signature, "SignaturePolicyIdentifier"),
                     "SignaturePolicyId");
        return count_signed("SignaturePolicyIdentifier") == 1 &&
               (count_unsigned("SignaturePolicyStore") == 0 || property(policy, "SigPolicyHash"));
    }

    // EN 319 132-1 5.2.4: at least one of the three, and a reference to a signed object.
    bool formats_are_whole() const {
        const auto formats = properties(properties_.signed_data, "DataObjectFormat");
        return std::all_of(formats.begin(), formats.end(), [&](const xml::Element& format) {
            const bool described = property(format, "Description") ||
                                   property(format, "ObjectIdentifier") ||
                                   property(format, "MimeType");
            return described && names_reference(format.attribute("ObjectReference").value_or(""));
        });
    }
    bool names_reference(std::string_view uri) const {
        if (!uri.starts_with('#')) {
            return false;
        }
        const auto& references = signature_.references();
        const bool direct = std::any_of(references.begin(), references.end(),
                                        [&](const auto& at) { return at.id == uri.substr(1); });
        return direct || std::any_of(references.begin(), references.end(), [](const auto& at) {
                   return at.type == xmldsig::kManifestType;
               });
    }

    // EN 319 132-1 clause 6.3, table 2
    bool is_baseline_b() const {
        return signature_.element().children(xmldsig::kNamespace, "KeyInfo").size() == 1 &&
               signature_.references().size() >= 2 && count_signed("SigningTime") == 1 &&
               count_signed("SigningCertificate") + count_signed("SigningCertificateV2") == 1 &&
               count_signed("SignaturePolicyIdentifier") <= 1 && mime_types_are_given() &&
               certificate_in_key_info() && no_uri_in_reference() && every_object_has_a_format();
    }
    bool mime_types_are_given() const {
        const auto formats = properties(properties_.signed_data, "DataObjectFormat");
        return std::all_of(formats.begin(), formats.end(), [](const xml::Element& format) {
            return property(format, "MimeType").has_value();
        });
    }
    bool certificate_in_key_info() const {
        const auto key_info = signature_.key_info();
        if (!key_info || !facts_.signing_certificate) {
            return false;
        }
        for (const auto& data : key_info->children(xmldsig::kNamespace, "X509Data")) {
            for (const auto& listed : data.children(xmldsig::kNamespace, "X509Certificate")) {
                const auto der = listed.base64();
                if (der && *der == facts_.signing_certificate->der()) {
                    return true;
                }
            }
        }
        return false;
    }
    bool no_uri_in_reference() const {
        const auto entries =
            properties(property(properties_.signed_signature, "SigningCertificateV2"), "Cert");
        return std::none_of(entries.begin(), entries.end(),
                            [](const xml::Element& entry) { return entry.attribute("URI"); });
    }
    // Requirement (k); a reference without Id cannot be named, and so is passed over.
    bool every_object_has_a_format() const {
        std::unordered_set<std::string> described;
        for (const auto& format : properties(properties_.signed_data, "DataObjectFormat")) {
            described.insert(format.attribute("ObjectReference").value_or(""));
        }
        const auto& references = signature_.references();
        return std::all_of(references.begin(), references.end(), [&](const xmldsig::Reference& at) {
            return at.id.empty() || is_own_part(at) || described.count('#' + at.id) != 0;
        });
    }
    bool is_own_part(const xmldsig::Reference& reference) const {
        if (reference.type.ends_with("#SignedProperties") ||
            reference.type == kCounterSignatureType || reference.type == xmldsig::kManifestType ||
            reference.type.ends_with("#SignatureProperties")) {
            return true;
        }
        const auto key_info = signature_.key_info();
        return key_info && reference.uri &&
               reference.uri == '#' + key_info->attribute("Id").value_or("");
    }

    // EN 319 132-1 clause 6.3, requirement (o)
    bool has_signature_timestamp() const {
        std::size_t count = 0;
        for (const auto& stamp : facts_.timestamps) {
            if (stamp.type != TimestampType::signature || !stamp.time) {
                continue;
            }
            ++count;
            if (facts_.signing_certificate &&
                *stamp.time >= facts_.signing_certificate->not_after()) {
                return false;
            }
        }
        return count > 0;
    }
    bool one_token_in_each_signature_timestamp() const {
        const auto stamps = properties(properties_.unsigned_signature, "SignatureTimeStamp");
        return std::all_of(stamps.begin(), stamps.end(), [](const xml::Element& stamp) {
            return properties(stamp, "EncapsulatedTimeStamp").size() == 1;
        });
    }

    bool is_baseline_lt() const {
        for (const auto* name :
             {"CompleteCertificateRefs", "CompleteCertificateRefsV2", "CompleteRevocationRefs",
              "SigAndRefsTimeStamp", "SigAndRefsTimeStampV2", "RefsOnlyTimeStamp",
              "RefsOnlyTimeStampV2"}) {
            if (count_unsigned(name) > 0) {
                return false;
            }
        }
        return count_unsigned("CertificateValues") <= 1 && count_unsigned("RevocationValues") <= 1;
    }
    bool has_complete_references() const {
        return count_unsigned("CompleteCertificateRefs") +
                       count_unsigned("CompleteCertificateRefsV2") ==
                   1 &&
               count_unsigned("CompleteRevocationRefs") == 1;
    }
    bool has_archive() const {
        return std::any_of(facts_.timestamps.begin(), facts_.timestamps.end(),
                           [](const auto& stamp) { return stamp.type == TimestampType::archive; });
    }
    // EN 319 132-3 clause 5.2
    bool has_evidence_record() const {
        if (!properties_.unsigned_signature) {
            return false;
        }
        const auto children = properties_.unsigned_signature->children();
        return std::any_of(children.begin(), children.end(), [](const xml::Element& child) {
            return child.name() == "SealingEvidenceRecords";
        });
    }

    const xmldsig::Signature& signature_;
    const QualifyingProperties& properties_;
    const SignatureFacts& facts_;
    VerifiedSignatures* verified_;
};

}  // namespace

std::string level_of(const xmldsig::Signature& signature,
                     const std::optional<QualifyingProperties>& qualifying,
                     const SignatureFacts& facts, VerifiedSignatures* verified) {
    return qualifying ? Level{signature, *qualifying, facts, verified}.name() : "XML-NOT-ETSI";
}

}  // namespace mohur::signing::xades
