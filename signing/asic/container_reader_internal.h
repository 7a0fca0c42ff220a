// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asic/data_digests_internal.h"
#include "signing/asic/layout_internal.h"
#include "signing/cades/reader.h"
#include "signing/cms/signed_data.h"

#include <map>
#include <string>

namespace mohur::signing::asic {

/// What an entry of a manifest, or a whole manifest, turned out to be.
struct ManifestCheck {
    std::vector<ReferenceFact> references;
    std::vector<Scope> scopes;  ///< of the references that were found
    [[nodiscard]] bool found() const;
    [[nodiscard]] bool intact() const;
};

/// One reading of one container; the steps of `asic::read`. Used once, by one thread.
class ContainerReader {
public:
    ContainerReader(const zip::ArchiveReader& archive, const Layout& layout,
                    const ReadOptions& options);

    [[nodiscard]] Result<FileFacts> read();

private:
    // signatures.cpp
    [[nodiscard]] Result<void> read_xades(const zip::Entry& entry);
    [[nodiscard]] Result<void> read_cades(const zip::Entry& entry);
    [[nodiscard]] SignatureFacts read_signer(const zip::Entry& entry, const SignedData& data,
                                             const SignerInfo& signer);
    [[nodiscard]] Result<void> add_signatures(const zip::Entry& entry,
                                              std::vector<SignatureFacts> found);
    void add_coverage(SignatureFacts& signature) const;
    // timestamps.cpp
    [[nodiscard]] Result<void> read_timestamp(const zip::Entry& entry);
    /// EN 319 162-1 clause 6: the container's archive timestamps make the level of what they cover.
    void raise_levels();
    // evidence_records.cpp
    [[nodiscard]] Result<void> read_evidence_record(const zip::Entry& entry);
    [[nodiscard]] evidence::DataObject archived(const std::string& name);
    [[nodiscard]] bool sole_object_archived() const;
    void check_evidence_manifest(const AsicManifest& manifest, EvidenceRecordFacts& record);
    [[nodiscard]] std::vector<std::string> signatures_in(const ManifestCheck& check) const;

    /// The bytes that a detached CMS structure in `entry` covers: its manifest or, in ASiC-S, the
    /// data file.
    struct Covered {
        std::optional<Digest> digest;
        std::string name;  ///< of the covered entry; empty when there is none
        const AsicManifest* manifest = nullptr;
        bool ambiguous = false;  ///< several manifests claim the entry
    };
    [[nodiscard]] Covered covered_by(const zip::Entry& entry, DigestAlgorithm algorithm);
    [[nodiscard]] cades::SignedContent content_of(const zip::Entry& entry, const Covered& covered);
    [[nodiscard]] ManifestCheck check(const AsicManifest& manifest);
    void note_undecodable(const zip::Entry& entry, const Error& error);

    const zip::ArchiveReader& archive_;
    const Layout& layout_;
    const ReadOptions& options_;
    DataDigests digests_;
    FileFacts facts_;
    std::multimap<std::string, std::string>
        signature_ids_;  ///< entry name -> ids of the signatures in it
};

}  // namespace mohur::signing::asic
