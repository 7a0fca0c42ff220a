// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/container_reader_internal.h"
#include "signing/crypto/hash.h"

namespace mohur::signing::asic {

/// One entry of the container as an archived object: by its octets and, where it is small enough to
/// be XML that was canonicalised, by that form.
evidence::DataObject ContainerReader::archived(const std::string& name) {
    return {name, [this, name](DigestAlgorithm algorithm, const xml::CanonicalMethod* method) {
                std::vector<Bytes> values;
                if (const auto raw = digests_.of(name, algorithm)) {
                    values.push_back(raw->value);
                }
                const auto* entry = method ? archive_.find(name) : nullptr;
                const auto octets = entry && entry->size <= options_.limits.xml_bytes
                                        ? archive_.read_all(*entry, options_.limits.xml_bytes)
                                        : Result<Bytes>{Error::not_found("entry")};
                if (octets && method) {
                    const auto source = std::make_shared<MemorySource>(*octets);
                    const auto object = evidence::object_of(name, source, options_.limits);
                    values = object.hashes(algorithm, method);
                }
                return values;
            }};
}

void ContainerReader::check_evidence_manifest(const AsicManifest& manifest,
                                              EvidenceRecordFacts& record) {
    const auto checked = check(manifest);
    if (!checked.found()) {
        record.intact = false;
        record.errors.push_back({"signed-data-not-found", manifest.name});
    } else if (!checked.intact()) {
        record.intact = false;
        record.errors.push_back({"hash-mismatch", manifest.name});
    }
    record.covers = signatures_in(checked);
}

/// ASiC-S holds one data object and no manifest of its record (clause 4.3.3.2 item 4 d).
/// Where neither mimetype nor comment says that it is ASiC-S, the record names nothing.
bool ContainerReader::sole_object_archived() const {
    return layout_.kind == ContainerKind::asic_s && layout_.kind_stated && layout_.data.size() == 1;
}

// EN 319 162-1 clauses 4.3.3.2 item 4 d) and 4.4.4.3: over the one data file or, in ASiC-E, over
// what its manifest names.
Result<void> ContainerReader::read_evidence_record(const zip::Entry& entry) {
    MOHUR_TRY(const auto bytes, archive_.read_all(entry, options_.limits.xml_bytes));
    const auto manifests = layout_.kind == ContainerKind::asic_s
                               ? std::vector<const AsicManifest*>{}
                               : layout_.manifests_for(entry);
    std::vector<evidence::DataObject> objects;
    if (sole_object_archived()) {
        objects.push_back(archived(layout_.data.front()->name));
    } else if (!manifests.empty()) {
        for (const auto& reference : manifests.front()->references) {
            objects.push_back(archived(reference.name));
        }
    }
    auto record =
        evidence::check_file(bytes, objects, cades::token_reader(options_), options_.limits);
    if (manifests.size() == 1) {
        check_evidence_manifest(*manifests.front(), record);
    } else if (!sole_object_archived()) {
        record.intact = false;
        record.errors.push_back(
            {manifests.empty() ? "container-manifest-missing" : "binding-ambiguous", entry.name});
    }
    facts_.evidence_records.push_back(std::move(record));
    return {};
}

}  // namespace mohur::signing::asic
