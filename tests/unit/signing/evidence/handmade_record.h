// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "signing/asn1/der.h"
#include "signing/cades/reader.h"
#include "signing/crypto/hash.h"
#include "signing/evidence/record_check.h"

#include <algorithm>

/// Evidence records made by hand, in both syntaxes, over tokens of the test PKI.
namespace mohur::signing::evidence::testing {

inline constexpr auto kSha256 = DigestAlgorithm::sha256;

inline Time now_of_test() {
    return *parse_rfc3339("2026-08-22T10:00:00Z");
}

inline const pkitest::Hierarchy& pki() {
    static const auto hierarchy = pkitest::Hierarchy::standard(now_of_test);
    return hierarchy;
}

inline Bytes hash(BytesView data) {
    return digest_of(kSha256, data).value;
}
inline Bytes hash(std::string_view text) {
    return hash(as_bytes(text));
}
inline Bytes joined(Bytes first, BytesView second) {
    append(first, second);
    return first;
}
/// H of both in binary order.
inline Bytes pair_hash(const Bytes& a, const Bytes& b) {
    return hash(a < b ? joined(a, b) : joined(b, a));
}
inline Bytes token_over(const Bytes& imprint) {
    return pki().timestamp_token("sha256", imprint);
}

/// ERS: an ArchiveTimeStamp whose tree has these lists; without one, over nothing but the token.
inline Bytes ers_timestamp(const std::vector<HashGroup>& tree, const Bytes& token) {
    std::vector<Bytes> parts;
    if (!tree.empty()) {
        Bytes lists;
        for (const auto& group : tree) {
            std::vector<Bytes> values;
            for (const auto& value : group) {
                values.push_back(der::octet_string(value));
            }
            append(lists, der::sequence(values));
        }
        parts.push_back(der::element(tag::context_set(2), lists));
    }
    parts.push_back(token);
    return der::sequence(parts);
}
inline Bytes ers_record(const std::vector<Bytes>& chains) {
    return der::sequence(
        {der::integer(1), der::sequence({der::algorithm(oid_of(kSha256))}), der::sequence(chains)});
}

/// XMLERS pieces, in exclusive canonical form as they stand.
inline std::string xml_timestamp(const Bytes& token) {
    return "<TimeStamp><TimeStampToken Type=\"RFC3161\">" + to_base64(token) +
           "</TimeStampToken></TimeStamp>";
}
inline std::string xml_tree(const std::vector<HashGroup>& tree) {
    std::string text = "<HashTree>";
    for (std::size_t i = 0; i < tree.size(); ++i) {
        text += "<Sequence Order=\"" + std::to_string(i + 1) + "\">";
        for (const auto& value : tree[i]) {
            text += "<DigestValue>" + to_base64(value) + "</DigestValue>";
        }
        text += "</Sequence>";
    }
    return text + "</HashTree>";
}
inline std::string xml_archive(int order, const std::string& tree, const std::string& stamp) {
    return "<ArchiveTimeStamp Order=\"" + std::to_string(order) + "\">" + tree + stamp +
           "</ArchiveTimeStamp>";
}
inline std::string xml_chain(int order, const std::string& stamps) {
    return "<ArchiveTimeStampChain Order=\"" + std::to_string(order) +
           "\"><DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></DigestMethod>"
           "<CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">"
           "</CanonicalizationMethod>" +
           stamps + "</ArchiveTimeStampChain>";
}
inline std::string xml_record(const std::string& chains) {
    return "<EvidenceRecord xmlns=\"urn:ietf:params:xml:ns:ers\" Version=\"1.0\">"
           "<ArchiveTimeStampSequence>" +
           chains + "</ArchiveTimeStampSequence></EvidenceRecord>";
}
/// The canonical form of an element of the record that declares no namespace itself.
inline Bytes canonical(const std::string& element) {
    auto text = element;
    text.insert(text.find_first_of(" >"), " xmlns=\"urn:ietf:params:xml:ns:ers\"");
    return to_bytes(as_bytes(text));
}

inline DataObject object(const std::string& text) {
    return object_of(text, std::make_shared<MemorySource>(to_bytes(as_bytes(text))), Limits{});
}

inline EvidenceRecordFacts check(BytesView record, const std::vector<DataObject>& objects) {
    static const ReadOptions options;
    return check_file(record, objects, cades::token_reader(options), options.limits);
}

inline bool has_code(const EvidenceRecordFacts& facts, std::string_view code) {
    return std::ranges::find(facts.errors, code, &Finding::code) != facts.errors.end();
}

}  // namespace mohur::signing::evidence::testing
