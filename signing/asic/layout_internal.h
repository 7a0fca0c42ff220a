// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asic/manifest_internal.h"
#include "signing/model/facts.h"
#include "signing/zip/archive_reader.h"

#include <string>
#include <vector>

namespace mohur::signing::asic {

/// What an entry is by its name.
enum class EntryPart {
    mimetype,
    data,             ///< outside META-INF
    odf_manifest,     ///< META-INF/manifest.xml
    asic_manifest,    ///< META-INF/*ASiC*Manifest*.xml
    xades,            ///< META-INF/*signatures*.xml
    cades,            ///< META-INF/*signature*.p7s
    timestamp,        ///< META-INF/*timestamp*.tst
    evidence_record,  ///< META-INF/*evidencerecord*.ers and .xml
    other,
};
[[nodiscard]] EntryPart part_of(std::string_view name);

/// Which entry plays which part (EN 319 162-1 clauses 4.3.3 and 4.4.3). Pointers are into the
/// archive's list.
struct Layout {
    using Entries = std::vector<const zip::Entry*>;

    ContainerKind kind = ContainerKind::asic_e;
    bool kind_stated = false;  ///< by the mimetype or the archive comment
    Entries data;
    Entries xades;
    Entries cades;
    Entries timestamps;
    Entries evidence_records;
    std::vector<AsicManifest> manifests;  ///< of every kind that has a SigReference
    bool has_odf_manifest = false;
    std::vector<Finding>
        errors;  ///< rules that the container breaks; they concern all of its signatures
    std::vector<Finding> warnings;

    [[nodiscard]] bool has_signatures() const noexcept {
        return !xades.empty() || !cades.empty() || !timestamps.empty() || !evidence_records.empty();
    }
    /// The manifests whose SigReference names `entry`.
    [[nodiscard]] std::vector<const AsicManifest*> manifests_for(const zip::Entry& entry) const;
};

/// Errors: those of reading an entry; `malformed` "zip-not-asic" when neither a mimetype nor a
/// signature says that this is ASiC. A manifest that cannot be parsed is an error finding.
[[nodiscard]] Result<Layout> read_layout(const zip::ArchiveReader& archive, const Limits& limits);

}  // namespace mohur::signing::asic
