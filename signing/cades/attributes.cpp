// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cades/attributes_internal.h"

#include <algorithm>

namespace mohur::signing::cades {
namespace {

constexpr std::string_view kPolicyNoHash = "0";

bool is_text(std::uint8_t tag) {
    return tag == tag::kUtf8String || tag == tag::kPrintableString || tag == tag::kIa5String ||
           tag == tag::kT61String;
}

// A role is plain text or RoleSyntax ::= SEQUENCE { [0] authority OPTIONAL, [1] roleName } (X.509).
void collect_text(DerReader reader, std::vector<std::string>& out) {
    while (!reader.at_end()) {
        const auto value = reader.next();
        if (!value) {
            return;
        }
        const bool uri = value->tag == tag::context(6);
        if (is_text(value->tag) || uri) {
            out.emplace_back(as_text(value->content));
        } else if (value->constructed()) {
            collect_text(reader.into(*value), out);
        }
    }
}

// ClaimedAttributes ::= SEQUENCE OF Attribute
void read_claimed_attributes(DerReader attributes, std::vector<std::string>& out) {
    while (!attributes.at_end()) {
        auto attribute = attributes.enter(tag::kSequence);
        if (!attribute || !attribute->oid()) {
            return;
        }
        const auto values = attribute->enter(tag::kSet);
        if (!values) {
            return;
        }
        collect_text(*values, out);
    }
}

void read_signer_attributes(BytesView value, std::vector<std::string>& out) {
    DerReader reader{value};
    auto choices = reader.enter(tag::kSequence);
    while (choices && !choices->at_end()) {
        const auto choice = choices->next();
        if (!choice) {
            return;
        }
        // [0] is what the signer claims; [1] and [2] are certified and asserted by others.
        if (choice->tag != tag::context_set(0)) {
            continue;
        }
        DerReader claimed = choices->into(*choice);
        // The tag is explicit in the module of RFC 5126; some producers write it implicit.
        DerReader probe = claimed;
        const auto inner = probe.next();
        const bool is_explicit = inner && probe.at_end() && inner->tag == tag::kSequence &&
                                 probe.into(*inner).peek() != tag::kOid;
        read_claimed_attributes(is_explicit ? probe.into(*inner) : claimed, out);
    }
}

template <class Read>
void for_each_of(DerReader list, Read read) {
    while (!list.at_end()) {
        const auto element = list.next();
        if (!element) {
            return;
        }
        read(*element);
    }
}

void read_certificate_values(BytesView value, ValidationMaterial& out) {
    DerReader reader{value};
    const auto list = reader.enter(tag::kSequence);
    if (!list) {
        out.problems.emplace_back("certificate-undecodable");
        return;
    }
    for_each_of(*list, [&](const Tlv& element) {
        auto certificate = Certificate::from_der(element.whole);
        if (certificate) {
            out.certificates.push_back(std::move(certificate).value());
        } else {
            out.problems.emplace_back("certificate-undecodable");
        }
    });
}

void read_crls(DerReader list, ValidationMaterial& out) {
    for_each_of(list, [&](const Tlv& element) {
        auto crl = Crl::from_der(element.whole);
        if (crl) {
            out.crls.push_back(std::move(crl).value());
        } else {
            out.problems.emplace_back("crl-undecodable");
        }
    });
}

void read_ocsps(DerReader list, ValidationMaterial& out) {
    for_each_of(list, [&](const Tlv& element) {
        auto response = OcspResponse::from_der(element.whole);
        if (response) {
            out.ocsp_responses.push_back(std::move(response).value());
        } else {
            out.problems.emplace_back("ocsp-undecodable");
        }
    });
}

// RevocationValues and RevocationInfoArchival have one shape: [0] CRLs, [1] OCSP, [2] other.
void read_revocation_values(BytesView value, ValidationMaterial& out) {
    DerReader reader{value};
    auto fields = reader.enter(tag::kSequence);
    while (fields && !fields->at_end()) {
        const auto field = fields->next();
        if (!field) {
            return;
        }
        DerReader wrapped = fields->into(*field);
        const auto list = wrapped.enter(tag::kSequence);
        if (!list) {
            continue;
        }
        if (field->tag == tag::context_set(0)) {
            read_crls(*list, out);
        }
        if (field->tag == tag::context_set(1)) {
            read_ocsps(*list, out);
        }
    }
}

bool value_has(const CmsAttribute& attribute, std::uint8_t tag) {
    return std::ranges::all_of(attribute.values,
                               [&](const Bytes& value) { return value.front() == tag; });
}

bool value_is_time(const CmsAttribute& attribute) {
    return std::ranges::all_of(
        attribute.values, [](const Bytes& value) { return DerReader{value}.time().has_value(); });
}

bool value_is_policy(const CmsAttribute& attribute) {
    return std::ranges::all_of(attribute.values, [](const Bytes& value) {
        return read_signature_policy(value).has_value();
    });
}

bool attribute_well_formed(const CmsAttribute& attribute) {
    if (attribute.values.empty()) {
        return false;
    }
    const auto& type = attribute.type;
    if (type == oid::kContentType) {
        return value_has(attribute, tag::kOid);
    }
    if (type == oid::kMessageDigest) {
        return value_has(attribute, tag::kOctetString);
    }
    if (type == oid::kSigningTime) {
        return value_is_time(attribute);
    }
    if (type == oid::kSignaturePolicy) {
        return value_is_policy(attribute);
    }
    if (type == oid::kSigningCertificate || type == oid::kSigningCertificateV2 ||
        type == oid::kContentTimestamp) {
        return value_has(attribute, tag::kSequence);
    }
    return true;
}

}  // namespace

std::size_t count_attributes(const std::vector<CmsAttribute>& attributes, std::string_view type) {
    return static_cast<std::size_t>(
        std::ranges::count_if(attributes, [&](const auto& a) { return a.type == type; }));
}

std::size_t count_single_valued(const std::vector<CmsAttribute>& attributes,
                                std::string_view type) {
    return static_cast<std::size_t>(std::ranges::count_if(
        attributes, [&](const auto& a) { return a.type == type && a.values.size() == 1; }));
}

bool has_attribute(const std::vector<CmsAttribute>& attributes, std::string_view type) {
    return count_attributes(attributes, type) > 0;
}

Result<SignaturePolicy> read_signature_policy(BytesView value) {
    DerReader reader{value};
    if (reader.peek() == tag::kNull) {
        return SignaturePolicy{};
    }
    MOHUR_TRY(DerReader fields, reader.enter(tag::kSequence));
    MOHUR_TRY(const Oid id, fields.oid());
    SignaturePolicy policy{id.dotted(), false};
    // SigPolicyHash: an OtherHashAlgAndValue, or zero hash when the policy is not hashed.
    if (fields.peek() == tag::kSequence) {
        MOHUR_TRY(DerReader hash, fields.enter(tag::kSequence));
        MOHUR_TRY_VOID(hash.expect(tag::kSequence));
        MOHUR_TRY(const Bytes octets, hash.octet_string());
        policy.has_hash = !octets.empty() && as_text(octets) != kPolicyNoHash;
    }
    return policy;
}

std::vector<std::string> read_claimed_roles(const SignerInfo& signer) {
    std::vector<std::string> roles;
    for (const auto type : {oid::kSignerAttributes, oid::kSignerAttributesV2}) {
        if (const auto value = signer.signed_attribute(type)) {
            read_signer_attributes(*value, roles);
        }
    }
    return roles;
}

ValidationMaterial read_material(const SignerInfo& signer) {
    ValidationMaterial out;
    for (const auto& attribute : signer.unsigned_attributes()) {
        for (const auto& value : attribute.values) {
            if (attribute.type == oid::kCertificateValues) {
                read_certificate_values(value, out);
            }
            if (attribute.type == oid::kRevocationValues) {
                read_revocation_values(value, out);
            }
        }
    }
    if (const auto value = signer.signed_attribute(oid::kAdobeRevocation)) {
        read_revocation_values(*value, out);
    }
    return out;
}

bool attributes_well_formed(const SignerInfo& signer, bool counter_signature) {
    const auto& attributes = signer.signed_attributes();
    if (!std::ranges::all_of(attributes, attribute_well_formed)) {
        return false;
    }
    if (attributes.empty()) {
        return !signer.has_signed_attributes();
    }
    // RFC 5652 11.1: a countersignature has no content-type.
    const bool typed = counter_signature || has_attribute(attributes, oid::kContentType);
    return typed && has_attribute(attributes, oid::kMessageDigest);
}

}  // namespace mohur::signing::cades
