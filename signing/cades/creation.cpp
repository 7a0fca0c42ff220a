// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/creation.h"

#include "signing/asn1/der.h"
#include "signing/cades/archive_timestamp_internal.h"
#include "signing/cades/attributes_internal.h"
#include "signing/cms/signed_data_builder.h"
#include "signing/cms/signed_data_editor.h"

#include <algorithm>
#include <array>

namespace mohur::signing::cades {
namespace {

Result<Bytes> checked_oid(const std::string& dotted) {
    const auto content = Oid{dotted}.content();
    const auto read = content.empty() ? Result<Oid>{Error::malformed("asn1-invalid")}
                                      : Oid::from_content(content);
    if (!read || !(*read == dotted)) {
        return Error::malformed("signing-request-invalid", dotted);
    }
    return der::oid(dotted);
}

// SignerLocation ::= SEQUENCE { countryName [0], localityName [1], postalAddress [2] }, each
// OPTIONAL; DirectoryString is a CHOICE, so that the tag is explicit.
Bytes signer_location(const std::string& locality) {
    const auto name = der::element(tag::context_set(1), der::utf8_string(locality));
    return cms_attribute(oid::kSignerLocation, der::sequence({name}));
}

// SignerAttributesV2 with claimedAttributes [0] only: each role as UTF8String under id-at-role,
// which is how other validators read it, though X.509 has RoleSyntax there.
Bytes claimed_roles(const std::vector<std::string>& roles) {
    std::vector<Bytes> attributes;
    for (const auto& role : roles) {
        attributes.push_back(cms_attribute(oid::kRole, der::utf8_string(role)));
    }
    const auto claimed = der::element(tag::context_set(0), der::sequence(attributes));
    return cms_attribute(oid::kSignerAttributesV2, der::sequence({claimed}));
}

// One value for each commitment (clause 5.2.3): CommitmentTypeIndication without qualifiers.
Result<Bytes> commitments(const std::vector<std::string>& types) {
    std::vector<Bytes> values;
    for (const auto& type : types) {
        MOHUR_TRY(const auto id, checked_oid(type));
        values.push_back(der::sequence({id}));
    }
    return der::sequence({der::oid(oid::kCommitmentType), der::set_of(std::move(values))});
}

// SignaturePolicyId ::= SEQUENCE { sigPolicyId, sigPolicyHash, sigPolicyQualifiers OPTIONAL }
Result<Bytes> policy_identifier(const SignaturePolicyReference& policy) {
    MOHUR_TRY(const auto id, checked_oid(policy.id));
    if (policy.digest.value.size() != digest_size(policy.digest.algorithm)) {
        return Error::malformed("signing-request-invalid", "policy digest");
    }
    const auto hash = der::sequence(
        {der::algorithm(oid_of(policy.digest.algorithm)), der::octet_string(policy.digest.value)});
    std::vector<Bytes> fields{id, hash};
    if (!policy.spuri.empty()) {
        const auto uri = der::element(tag::kIa5String, as_bytes(policy.spuri));
        fields.push_back(der::sequence({der::sequence({der::oid(oid::kPolicyUri), uri})}));
    }
    return cms_attribute(oid::kSignaturePolicy, der::sequence(fields));
}

Bytes octet_strings(const std::vector<Bytes>& hashes) {
    std::vector<Bytes> parts;
    for (const auto& hash : hashes) {
        parts.push_back(der::octet_string(hash));
    }
    return der::sequence(parts);
}

}  // namespace

Result<std::vector<Bytes>> statement_attributes(const SignerStatements& statements) {
    std::vector<Bytes> attributes;
    if (!statements.mime_type.empty()) {
        attributes.push_back(cms_attribute(oid::kMimeType, der::utf8_string(statements.mime_type)));
    }
    if (!statements.locality.empty()) {
        attributes.push_back(signer_location(statements.locality));
    }
    if (!statements.claimed_roles.empty()) {
        attributes.push_back(claimed_roles(statements.claimed_roles));
    }
    if (!statements.commitment_types.empty()) {
        MOHUR_TRY(auto attribute, commitments(statements.commitment_types));
        attributes.push_back(std::move(attribute));
    }
    if (statements.policy) {
        MOHUR_TRY(auto attribute, policy_identifier(*statements.policy));
        attributes.push_back(std::move(attribute));
    }
    for (const auto& token : statements.content_timestamps) {
        attributes.push_back(cms_attribute(oid::kContentTimestamp, token));
    }
    return attributes;
}

Bytes counter_signature_attribute(BytesView signer_info) {
    return cms_attribute(oid::kCountersignature, signer_info);
}

Bytes signature_timestamp_attribute(const TimestampToken& token) {
    return cms_attribute(oid::kSignatureTimestamp, token.encoding());
}

Result<ArchiveTimestampInput> archive_timestamp_input(const SignedData& signed_data,
                                                      const SignerInfo& signer,
                                                      const SignedContent& content,
                                                      DigestAlgorithm algorithm) {
    const auto digest = content.digest(algorithm);
    if (!digest) {
        return Error::not_found("detached-content-missing");
    }
    const auto hashes = hash_index_v3(signed_data, signer, algorithm);
    // Annex D: hashIndAlgorithm has no default here, unlike in ats-hash-index.
    ArchiveTimestampInput input;
    input.hash_index =
        der::sequence({der::algorithm(oid_of(algorithm)), octet_strings(hashes.certificates),
                       octet_strings(hashes.crls), octet_strings(hashes.unsigned_attributes)});
    input.imprint = archive_digest_v3(signed_data, signer, *digest, input.hash_index, algorithm);
    return input;
}

Result<Bytes> archive_timestamp_attribute(const TimestampToken& token, BytesView hash_index) {
    const auto with_index = with_additions(
        token.signed_data(),
        {.unsigned_attributes = {{0, {cms_attribute(oid::kAtsHashIndexV3, hash_index)}}}});
    MOHUR_TRY(const auto encoding, with_index->read_range(0, with_index->size()));
    return cms_attribute(oid::kArchiveTimestampV3, encoding);
}

bool has_sealed_material(const SignedData& signed_data) {
    constexpr std::array kSeals{oid::kArchiveTimestampV1, oid::kArchiveTimestampV2,
                                oid::kLongTermValidation};
    return std::ranges::any_of(signed_data.signers(), [&](const SignerInfo& signer) {
        return std::ranges::any_of(kSeals, [&](std::string_view type) {
            return has_attribute(signer.unsigned_attributes(), type);
        });
    });
}

bool has_signature_timestamp(const SignerInfo& signer) {
    return has_attribute(signer.unsigned_attributes(), oid::kSignatureTimestamp);
}

}  // namespace mohur::signing::cades
