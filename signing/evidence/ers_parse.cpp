// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/evidence/evidence_record.h"

#include "signing/asn1/der.h"
#include "signing/timestamp/timestamp_token.h"

namespace mohur::signing::evidence {
namespace {

Error invalid(std::string detail) {
    return Error::malformed("evidence-record-invalid", std::move(detail));
}

Result<HashGroup> read_group(DerReader group) {
    HashGroup values;
    while (!group.at_end()) {
        MOHUR_TRY(auto value, group.octet_string());
        values.push_back(std::move(value));
    }
    return values.empty() ? Result<HashGroup>{invalid("empty PartialHashtree")} : std::move(values);
}

Result<std::vector<HashGroup>> read_tree(DerReader tree) {
    std::vector<HashGroup> groups;
    while (!tree.at_end()) {
        MOHUR_TRY(auto group, tree.enter(tag::kSequence));
        MOHUR_TRY(auto values, read_group(group));
        groups.push_back(std::move(values));
    }
    return groups;
}

// ArchiveTimeStamp ::= SEQUENCE { digestAlgorithm [0], attributes [1], reducedHashtree [2],
// timeStamp ContentInfo }, tags implicit (RFC 4998 clause 4.1).
Result<ArchiveTimestamp> read_timestamp(DerReader fields, const Limits& limits) {
    ArchiveTimestamp out;
    MOHUR_TRY(const auto algorithm, fields.optional(tag::context_set(0)));
    if (algorithm) {
        MOHUR_TRY(const auto oid, fields.into(*algorithm).oid());
        out.algorithm = digest_algorithm_from(oid.dotted());
        if (!out.algorithm) {
            return Error::unsupported("algorithm-unsupported", oid.dotted());
        }
    }
    MOHUR_TRY_VOID(fields.optional(tag::context_set(1)));
    MOHUR_TRY(const auto tree, fields.optional(tag::context_set(2)));
    if (tree) {
        MOHUR_TRY(out.hash_tree, read_tree(fields.into(*tree)));
    }
    MOHUR_TRY(const auto token, fields.expect(tag::kSequence));
    MOHUR_TRY_VOID(fields.finish());
    out.token = to_bytes(token.whole);
    // Clause 5.2, time-stamp renewal: the content of the timeStamp field.
    out.renewed_octets = out.token;
    if (!out.algorithm) {
        const auto parsed = TimestampToken::parse(out.token, limits);
        out.algorithm = parsed ? std::optional{parsed->imprint().algorithm} : std::nullopt;
    }
    return out;
}

Result<ArchiveTimestampChain> read_chain(DerReader stamps, const Limits& limits) {
    ArchiveTimestampChain chain;
    while (!stamps.at_end()) {
        if (chain.timestamps.size() >= limits.signatures) {
            return Error::too_large("limit-exceeded", "archive time-stamps");
        }
        MOHUR_TRY(const auto fields, stamps.enter(tag::kSequence));
        MOHUR_TRY(auto stamp, read_timestamp(fields, limits));
        chain.timestamps.push_back(std::move(stamp));
    }
    if (chain.timestamps.empty()) {
        return invalid("empty ArchiveTimeStampChain");
    }
    // Clause 5.2: within one chain the digest algorithm stays the same.
    chain.algorithm = chain.timestamps.front().algorithm;
    for (const auto& stamp : chain.timestamps) {
        if (stamp.algorithm != chain.algorithm) {
            chain.algorithm.reset();
        }
    }
    return chain;
}

Result<std::vector<ArchiveTimestampChain>> read_chains(DerReader sequence, const Limits& limits) {
    std::vector<ArchiveTimestampChain> chains;
    std::vector<Bytes> encodings;
    while (!sequence.at_end()) {
        if (chains.size() >= kMaxChains) {
            return Error::too_large("limit-exceeded", "archive time-stamp chains");
        }
        MOHUR_TRY(const auto element, sequence.expect(tag::kSequence));
        MOHUR_TRY(auto chain, read_chain(sequence.into(element), limits));
        // Clause 5.2, hash-tree renewal, step 3: atsc(i), the sequence of all chains so far.
        chain.earlier = encodings.empty() ? Bytes{} : der::sequence(encodings);
        encodings.push_back(to_bytes(element.whole));
        chains.push_back(std::move(chain));
    }
    return chains;
}

}  // namespace

// RFC 4998 clause 3.1
Result<EvidenceRecord> EvidenceRecord::from_ber(BytesView encoding, const Limits& limits) {
    DerReader outer{encoding, limits.der_depth};
    MOHUR_TRY(auto fields, outer.enter(tag::kSequence));
    MOHUR_TRY_VOID(outer.finish());
    MOHUR_TRY(const auto version, fields.small_integer());
    if (version != 1) {
        return invalid("version");
    }
    MOHUR_TRY_VOID(fields.expect(tag::kSequence));
    MOHUR_TRY_VOID(fields.optional(tag::context_set(0)));
    if (fields.peek() == tag::context_set(1)) {
        return Error::unsupported("evidence-record-encrypted");
    }
    MOHUR_TRY(const auto sequence, fields.enter(tag::kSequence));
    EvidenceRecord record{Syntax::asn1, {}};
    MOHUR_TRY(record.chains, read_chains(sequence, limits));
    return record.chains.empty() ? Result<EvidenceRecord>{invalid("no chain")} : std::move(record);
}

}  // namespace mohur::signing::evidence
