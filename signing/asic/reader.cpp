// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/reader.h"

#include "signing/asic/container_reader_internal.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing::asic {

bool ManifestCheck::found() const {
    return std::ranges::all_of(references, &ReferenceFact::found);
}
bool ManifestCheck::intact() const {
    return std::ranges::all_of(references, &ReferenceFact::intact);
}

ContainerReader::ContainerReader(const zip::ArchiveReader& archive, const Layout& layout,
                                 const ReadOptions& options)
    : archive_{archive}, layout_{layout}, options_{options}, digests_{archive} {
    for (const auto& manifest : layout.manifests) {
        for (const auto& reference : manifest.references) {
            if (reference.algorithm) {
                digests_.expect(*reference.algorithm);
            }
        }
    }
}

void ContainerReader::note_undecodable(const zip::Entry& entry, const Error& error) {
    facts_.errors.push_back({"undecodable-signature", entry.name + ": " + error.reason});
}

ManifestCheck ContainerReader::check(const AsicManifest& manifest) {
    ManifestCheck check;
    for (const auto& reference : manifest.references) {
        const auto actual =
            digests_.of(reference.name, reference.algorithm.value_or(DigestAlgorithm::sha256));
        const bool intact = actual && reference.algorithm && actual->value == reference.digest;
        check.references.push_back(
            {reference.name, actual.has_value(), intact, reference.algorithm});
        if (actual) {
            check.scopes.push_back({reference.name, actual, false});
        }
    }
    return check;
}

ContainerReader::Covered ContainerReader::covered_by(const zip::Entry& entry,
                                                     DigestAlgorithm algorithm) {
    const auto manifests = layout_.manifests_for(entry);
    if (!manifests.empty()) {
        const auto* manifest = manifests.front();
        return {digest_of(algorithm, manifest->bytes), manifest->name, manifest,
                manifests.size() > 1};
    }
    if (layout_.kind != ContainerKind::asic_s || layout_.data.size() != 1) {
        return {};
    }
    const auto& name = layout_.data.front()->name;
    return {digests_.of(name, algorithm), name, nullptr, false};
}

Result<FileFacts> ContainerReader::read() {
    facts_.container = layout_.kind;
    for (const auto* data : layout_.data) {
        facts_.data_files.push_back(data->name);
    }
    facts_.warnings = layout_.warnings;
    for (const auto* entry : layout_.xades) {
        MOHUR_TRY(const auto xml, archive_.read_all(*entry, options_.limits.xml_bytes));
        digests_.expect_named_in(xml);
    }
    for (const auto* entry : layout_.xades) {
        MOHUR_TRY_VOID(read_xades(*entry));
    }
    for (const auto* entry : layout_.cades) {
        MOHUR_TRY_VOID(read_cades(*entry));
    }
    for (const auto* entry : layout_.timestamps) {
        MOHUR_TRY_VOID(read_timestamp(*entry));
    }
    raise_levels();
    for (const auto* entry : layout_.evidence_records) {
        MOHUR_TRY_VOID(read_evidence_record(*entry));
    }
    if (digests_.failure()) {
        return *digests_.failure();
    }
    if (facts_.signatures.empty() && facts_.timestamps.empty()) {
        facts_.errors.insert(facts_.errors.end(), layout_.errors.begin(), layout_.errors.end());
    }
    return std::move(facts_);
}

Result<FileFacts> read(std::shared_ptr<const ByteSource> file, const ReadOptions& options) {
    MOHUR_TRY(const auto archive, zip::ArchiveReader::open(std::move(file), options.limits));
    MOHUR_TRY(const auto layout, read_layout(archive, options.limits));
    return ContainerReader{archive, layout, options}.read();
}

}  // namespace mohur::signing::asic
