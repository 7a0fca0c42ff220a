// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"

#include <string>
#include <vector>

namespace mohur::signing::asic {

/// An entry that a manifest refers to, as it will be.
struct ManifestReference {
    std::string name;
    std::string mime_type;
    Digest digest;
    bool root_file = false;  ///< the archive manifest before this one (annex A.7)
};

/// asic:ASiCManifest (EN 319 162-1 annex A.4) that `sig_reference`, a signature or a token, covers.
struct ManifestPlan {
    std::string sig_reference;
    std::string sig_mime_type;
    std::vector<ManifestReference> references;
};
[[nodiscard]] Bytes write_asic_manifest(const ManifestPlan& plan);

/// META-INF/manifest.xml (OASIS ODF 1.2 part 3 clause 4) over files with their types.
struct OdfFile {
    std::string name;
    std::string mime_type;
};
[[nodiscard]] Bytes write_odf_manifest(std::string_view container_mime_type,
                                       const std::vector<OdfFile>& files);

}  // namespace mohur::signing::asic
