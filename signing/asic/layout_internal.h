// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asic/manifest_internal.h"
#include "signing/model/facts.h"
#include "signing/zip/archive_reader.h"

#include <string>
#include <vector>

namespace mohur::signing::asic {

/// Which entry plays which part (EN 319 162-1 clauses 4.3.3 and 4.4.3). Pointers are into the
/// archive's list.
struct Layout {
    using Entries = std::vector<const zip::Entry*>;

    ContainerKind kind = ContainerKind::asic_e;
    Entries data;                         ///< everything outside META-INF but the mimetype
    Entries xades;                        ///< META-INF/*signatures*.xml
    Entries cades;                        ///< META-INF/*signature*.p7s
    Entries timestamps;                   ///< META-INF/*timestamp*.tst
    Entries evidence_records;             ///< META-INF/*evidencerecord*.ers and .xml
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
