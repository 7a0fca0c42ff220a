// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/cades/archive_timestamp_internal.h"
#include "signing/cades/attributes_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing::cades {
namespace {

/// ats-hash-index in one of its three editions (EN 319 122-1 clause 5.5.2).
struct HashIndex {
    Bytes encoding;         ///< the attribute value
    bool by_value = false;  ///< v3: one hash for each attribute value, not for each attribute
    DigestAlgorithm algorithm = DigestAlgorithm::sha256;
    std::vector<Bytes> certificates;
    std::vector<Bytes> crls;
    std::vector<Bytes> unsigned_attributes;
};

Result<std::vector<Bytes>> read_hashes(DerReader& fields) {
    MOHUR_TRY(DerReader list, fields.enter(tag::kSequence));
    std::vector<Bytes> hashes;
    while (!list.at_end()) {
        MOHUR_TRY(Bytes hash, list.octet_string());
        hashes.push_back(std::move(hash));
    }
    return hashes;
}

// hashIndAlgorithm is DEFAULT SHA-256, told from the lists by its first field, an OID.
Result<void> read_algorithm(DerReader& fields, HashIndex& index) {
    DerReader probe = fields;
    MOHUR_TRY(DerReader first, probe.enter(tag::kSequence));
    if (first.peek() != tag::kOid) {
        return {};
    }
    MOHUR_TRY(const Oid oid, first.oid());
    const auto algorithm = digest_algorithm_from(oid.dotted());
    if (!algorithm) {
        return Error::unsupported("algorithm-unsupported", oid.dotted());
    }
    index.algorithm = *algorithm;
    fields = probe;
    return {};
}

Result<HashIndex> read_index(const CmsAttribute& attribute) {
    if (attribute.values.size() != 1) {
        return Error::malformed("ats-hash-index-invalid");
    }
    HashIndex index;
    index.encoding = attribute.values.front();
    index.by_value = attribute.type == oid::kAtsHashIndexV3;
    DerReader outer{index.encoding};
    MOHUR_TRY(DerReader fields, outer.enter(tag::kSequence));
    MOHUR_TRY_VOID(read_algorithm(fields, index));
    MOHUR_TRY(index.certificates, read_hashes(fields));
    MOHUR_TRY(index.crls, read_hashes(fields));
    MOHUR_TRY(index.unsigned_attributes, read_hashes(fields));
    return index;
}

std::optional<HashIndex> find_index(const TimestampToken& token) {
    if (token.signed_data().signers().size() != 1) {
        return std::nullopt;
    }
    for (const auto& attribute : token.signed_data().signers().front().unsigned_attributes()) {
        if (attribute.type == oid::kAtsHashIndexV3 || attribute.type == oid::kAtsHashIndexV2 ||
            attribute.type == oid::kAtsHashIndex) {
            auto index = read_index(attribute);
            return index ? std::optional{std::move(index).value()} : std::nullopt;
        }
    }
    return std::nullopt;
}

std::vector<Bytes> hashes_of(const std::vector<Bytes>& parts, DigestAlgorithm algorithm) {
    std::vector<Bytes> out;
    for (const auto& part : parts) {
        out.push_back(digest_of(algorithm, part).value);
    }
    return out;
}

// Clause 5.5.2: attrType and one attrValue together; earlier editions hash the whole Attribute.
std::vector<Bytes> indexed_parts(const std::vector<CmsAttribute>& attributes, bool by_value) {
    std::vector<Bytes> parts;
    for (const auto& attribute : attributes) {
        if (!by_value) {
            parts.push_back(attribute.encoding);
            continue;
        }
        for (const auto& value : attribute.values) {
            Bytes part = der::oid(attribute.type.dotted());
            append(part, value);
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

// Every hash of the index stands for something that is there.
bool all_found(const std::vector<Bytes>& index, const std::vector<Bytes>& present) {
    return std::ranges::all_of(index, [&](const Bytes& hash) {
        return std::ranges::find(present, hash) != present.end();
    });
}

bool index_matches(const HashIndex& index, const SignedData& data, const SignerInfo& signer) {
    const auto hashed = [&](const std::vector<Bytes>& parts) {
        return hashes_of(parts, index.algorithm);
    };
    return all_found(index.certificates, hashed(data.fields().certificate_choices)) &&
           all_found(index.crls, hashed(data.fields().revocation_choices)) &&
           all_found(index.unsigned_attributes,
                     hashed(indexed_parts(signer.unsigned_attributes(), index.by_value)));
}

}  // namespace

ArchiveImprint archive_imprint_v3(const TimestampToken& token, const SignedData& signed_data,
                                  const SignerInfo& signer, const SignedContent& content) {
    ArchiveImprint out;
    const auto index = find_index(token);
    out.hash_index_matches = index && index_matches(*index, signed_data, signer);
    const auto content_digest = content.digest(token.imprint().algorithm);
    if (!index || !content_digest) {
        return out;
    }
    // Clause 5.5.3: eContentType, hash of the signed data, the SignerInfo's fields up to the value,
    // and the ats-hash-index, each as encoded.
    const auto& fields = signer.fields();
    Hasher hasher{token.imprint().algorithm};
    hasher.update(signed_data.fields().content_type);
    hasher.update(content_digest->value);
    for (const auto* field :
         {&fields.version, &fields.sid, &fields.digest_algorithm, &fields.signed_attributes,
          &fields.signature_algorithm, &fields.signature, &index->encoding}) {
        hasher.update(*field);
    }
    out.candidates.push_back(hasher.finish());
    return out;
}

}  // namespace mohur::signing::cades
