// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/hash.h"
#include "signing/evidence/record_check.h"

#include <algorithm>

namespace mohur::signing::evidence {
namespace {

bool looks_like_xml(const Bytes& octets) {
    const auto text = as_text(octets);
    const auto first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && text[first] == '<';
}

/// The canonical form of the whole document; nothing when it is no XML.
std::optional<Bytes> canonical_form(const ByteSource& bytes, const xml::CanonicalMethod& method,
                                    const Limits& limits) {
    const auto octets = bytes.read_all(limits.xml_bytes);
    if (!octets || !looks_like_xml(*octets)) {
        return std::nullopt;
    }
    const auto document = xml::Document::parse(*octets, limits);
    if (!document) {
        return std::nullopt;
    }
    auto form = xml::canonicalize(xml::NodeSet::document(*document, true), method);
    return form ? std::optional{std::move(form).value()} : std::nullopt;
}

std::vector<Bytes> hashes_of(const ByteSource& bytes, DigestAlgorithm algorithm,
                             const xml::CanonicalMethod* method, const Limits& limits) {
    std::vector<Bytes> values;
    if (auto digest = digest_of(algorithm, bytes)) {
        values.push_back(std::move(digest).value().value);
    }
    if (const auto form = method ? canonical_form(bytes, *method, limits) : std::nullopt) {
        values.push_back(digest_of(algorithm, *form).value);
    }
    return values;
}

std::vector<Bytes> known_among(const std::vector<Digest>& digests, DigestAlgorithm algorithm) {
    std::vector<Bytes> values;
    for (const auto& digest : digests) {
        if (digest.algorithm == algorithm) {
            values.push_back(digest.value);
        }
    }
    return values;
}

}  // namespace

DataObject object_of(std::string name, std::shared_ptr<const ByteSource> bytes,
                     const Limits& limits) {
    return {std::move(name), [bytes = std::move(bytes), limits](
                                 DigestAlgorithm algorithm, const xml::CanonicalMethod* method) {
                return hashes_of(*bytes, algorithm, method, limits);
            }};
}

DataObject object_of(const SuppliedContent& content, const Limits& limits) {
    if (content.bytes) {
        return object_of(content.name, content.bytes, limits);
    }
    return {content.name,
            [digests = content.digests](DigestAlgorithm algorithm, const xml::CanonicalMethod*) {
                return known_among(digests, algorithm);
            }};
}

}  // namespace mohur::signing::evidence
