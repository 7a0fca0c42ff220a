// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/container_reader_internal.h"

#include "signing/cades/reader.h"

#include <algorithm>

namespace mohur::signing::asic {

/// The signatures whose files a manifest names and whose octets are what it says.
std::vector<std::string> ContainerReader::signatures_in(const ManifestCheck& check) const {
    std::vector<std::string> ids;
    for (const auto& reference : check.references) {
        if (!reference.intact) {
            continue;
        }
        const auto [first, last] = signature_ids_.equal_range(reference.uri);
        for (auto at = first; at != last; ++at) {
            ids.push_back(at->second);
        }
    }
    return ids;
}

/// EN 319 162-1 clauses 4.3.3.2 item 4 c) and 4.4.4.2: a token over the data file or over a
/// manifest.
Result<void> ContainerReader::read_timestamp(const zip::Entry& entry) {
    MOHUR_TRY(const auto bytes, archive_.read_all(entry, options_.limits.cms_bytes));
    const auto token = TimestampToken::parse(bytes, options_.limits);
    if (!token) {
        if (token.error().code == ErrorCode::too_large) {
            return token.error();
        }
        note_undecodable(entry, token.error());
        return {};
    }
    const auto covered = covered_by(entry, token->imprint().algorithm);
    auto stamp = cades::read_token(*token, TimestampType::container, covered.digest,
                                   options_.extra_certificates);
    stamp.id = "T" + std::to_string(facts_.timestamps.size());
    if (covered.manifest != nullptr) {
        const auto checked = check(*covered.manifest);
        if (!checked.found()) {
            stamp.imprint_found = false;
            stamp.errors.push_back({"timestamp-data-not-found", covered.manifest->name});
        } else if (!checked.intact()) {
            stamp.errors.push_back({"hash-mismatch", covered.manifest->name});
        }
        stamp.imprint_intact = stamp.imprint_intact && checked.intact();
        stamp.covers = signatures_in(checked);
        for (const auto& scope : checked.scopes) {
            if (const auto digest = digests_.of(scope.name, DigestAlgorithm::sha256)) {
                stamp.covered_objects.push_back(digest->value);
            }
        }
    } else if (layout_.kind == ContainerKind::asic_e) {
        stamp.errors.push_back({"container-manifest-missing", entry.name});
    }
    stamp.intact = stamp.intact && stamp.imprint_intact && !covered.ambiguous;
    stamp.errors.insert(stamp.errors.end(), layout_.errors.begin(), layout_.errors.end());
    facts_.timestamps.push_back(std::move(stamp));
    return {};
}

void ContainerReader::raise_levels() {
    for (auto& signature : facts_.signatures) {
        std::vector<TimestampFacts> over;
        for (const auto& stamp : facts_.timestamps) {
            if (stamp.intact &&
                std::ranges::find(stamp.covers, signature.id) != stamp.covers.end()) {
                over.push_back(stamp);
            }
        }
        if (!over.empty() && signature.form == SignatureForm::cades) {
            signature.format = cades::level_in_container(signature, over, options_.verified);
        }
    }
}

}  // namespace mohur::signing::asic
