// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/digest.h"
#include "signing/core/limits.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::signing::asic {

/// asic:DataObjectReference (EN 319 162-1 annex A.4): an entry and what its digest must be.
struct DataObjectReference {
    std::string name;                          ///< of the entry, decoded
    std::optional<DigestAlgorithm> algorithm;  ///< empty: not known here
    Bytes digest;
};

/// asic:ASiCManifest, ASiCArchiveManifest or ASiCEvidenceRecordManifest.
struct AsicManifest {
    std::string name;           ///< of its own entry
    Bytes bytes;                ///< what the signature or token covers
    std::string sig_reference;  ///< the entry of the signature, token or evidence record
    std::vector<DataObjectReference> references;
};

/// Errors: those of xml::Document::parse; `malformed` "asic-manifest-invalid"; `too_large`
/// "asic-manifest-references".
[[nodiscard]] Result<AsicManifest> parse_asic_manifest(std::string name, Bytes bytes,
                                                       const Limits& limits);

/// One manifest:file-entry of META-INF/manifest.xml (OASIS ODF 1.2 part 3 clause 4).
struct OdfEntry {
    std::string full_path;
    std::string media_type;
};
/// The same errors.
[[nodiscard]] Result<std::vector<OdfEntry>> parse_odf_manifest(BytesView bytes,
                                                               const Limits& limits);

}  // namespace mohur::signing::asic
