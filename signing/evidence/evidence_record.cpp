// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/evidence/evidence_record.h"

#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing::evidence {
namespace {

Bytes hash_of_group(HashGroup group, DigestAlgorithm algorithm) {
    if (group.size() == 1) {
        return std::move(group.front());
    }
    std::ranges::sort(group);
    Hasher hasher{algorithm};
    for (const auto& value : group) {
        hasher.update(value);
    }
    return hasher.finish().value;
}

}  // namespace

Bytes root_of(const std::vector<HashGroup>& tree, DigestAlgorithm algorithm) {
    Bytes above;
    for (auto group : tree) {
        if (!above.empty()) {
            group.push_back(std::move(above));
        }
        above = hash_of_group(std::move(group), algorithm);
    }
    return above;
}

Result<EvidenceRecord> EvidenceRecord::parse(BytesView file, const Limits& limits) {
    constexpr std::uint8_t kSequence = 0x30;
    if (!file.empty() && file.front() == kSequence) {
        return from_ber(file, limits);
    }
    MOHUR_TRY(const auto document, xml::Document::parse(file, limits));
    return from_xml(document, document.root(), limits);
}

}  // namespace mohur::signing::evidence
