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
    HashLists lists;
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
    MOHUR_TRY(index.lists.certificates, read_hashes(fields));
    MOHUR_TRY(index.lists.crls, read_hashes(fields));
    MOHUR_TRY(index.lists.unsigned_attributes, read_hashes(fields));
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

template <class Items>
void add_encodings(const Items& items, std::vector<Bytes>& objects) {
    for (const auto& item : items) {
        objects.push_back(digest_of(DigestAlgorithm::sha256, item.der()).value);
    }
}

HashLists lists_of(const SignedData& data, const SignerInfo& signer, DigestAlgorithm algorithm,
                   bool by_value) {
    return {hashes_of(data.fields().certificate_choices, algorithm),
            hashes_of(data.fields().revocation_choices, algorithm),
            hashes_of(indexed_parts(signer.unsigned_attributes(), by_value), algorithm)};
}

bool index_matches(const HashIndex& index, const SignedData& data, const SignerInfo& signer) {
    const auto present = lists_of(data, signer, index.algorithm, index.by_value);
    return all_found(index.lists.certificates, present.certificates) &&
           all_found(index.lists.crls, present.crls) &&
           all_found(index.lists.unsigned_attributes, present.unsigned_attributes);
}

/// What the attributes that the index lists hold: a token is one itself.
void add_attributes(const HashIndex& index, const SignerInfo& signer, std::vector<Bytes>& objects) {
    bool material_listed = true;
    for (const auto& attribute : signer.unsigned_attributes()) {
        const bool material =
            attribute.type == oid::kCertificateValues || attribute.type == oid::kRevocationValues;
        const auto parts = hashes_of(indexed_parts({attribute}, index.by_value), index.algorithm);
        if (all_found(parts, index.lists.unsigned_attributes)) {
            for (const auto& value : attribute.values) {
                objects.push_back(digest_of(DigestAlgorithm::sha256, value).value);
            }
        } else {
            material_listed = material_listed && !material;
        }
    }
    if (material_listed) {
        const auto values = read_material(signer);
        add_encodings(values.certificates, objects);
        add_encodings(values.crls, objects);
        add_encodings(values.ocsp_responses, objects);
    }
}

}  // namespace

HashLists hash_index_v3(const SignedData& signed_data, const SignerInfo& signer,
                        DigestAlgorithm algorithm) {
    return lists_of(signed_data, signer, algorithm, true);
}

std::vector<Bytes> covered_objects_v3(const TimestampToken& token, const SignedData& signed_data,
                                      const SignerInfo& signer) {
    std::vector<Bytes> objects;
    const auto index = find_index(token);
    if (!index) {
        return objects;
    }
    const auto present = lists_of(signed_data, signer, index->algorithm, index->by_value);
    if (all_found(present.certificates, index->lists.certificates)) {
        add_encodings(signed_data.certificates(), objects);
    }
    if (all_found(present.crls, index->lists.crls)) {
        add_encodings(signed_data.crls(), objects);
        add_encodings(signed_data.ocsp_responses(), objects);
    }
    add_attributes(*index, signer, objects);
    return objects;
}

// eContentType, hash of the signed data, the SignerInfo's fields up to the value, and the
// ats-hash-index, each as encoded.
Digest archive_digest_v3(const SignedData& signed_data, const SignerInfo& signer,
                         const Digest& content, BytesView hash_index, DigestAlgorithm algorithm) {
    const auto& fields = signer.fields();
    Hasher hasher{algorithm};
    hasher.update(signed_data.fields().content_type);
    hasher.update(content.value);
    for (const auto* field :
         {&fields.version, &fields.sid, &fields.digest_algorithm, &fields.signed_attributes,
          &fields.signature_algorithm, &fields.signature}) {
        hasher.update(*field);
    }
    hasher.update(hash_index);
    return hasher.finish();
}

ArchiveImprint archive_imprint_v3(const TimestampToken& token, const SignedData& signed_data,
                                  const SignerInfo& signer, const SignedContent& content) {
    ArchiveImprint out;
    const auto index = find_index(token);
    out.hash_index_matches = index && index_matches(*index, signed_data, signer);
    const auto algorithm = token.imprint().algorithm;
    const auto content_digest = content.digest(algorithm);
    if (index && content_digest) {
        out.candidates.push_back(
            archive_digest_v3(signed_data, signer, *content_digest, index->encoding, algorithm));
    }
    return out;
}

}  // namespace mohur::signing::cades
