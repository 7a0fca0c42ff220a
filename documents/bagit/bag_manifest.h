// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"
#include "signing/core/result.h"

#include <string>
#include <string_view>
#include <vector>

/// BagIt 1.0 (RFC 8493): a folder whose every file is listed with its checksum.
namespace mohur::documents::bagit {

inline constexpr std::string_view kPayloadFolder = "data/";

/// One line of a manifest.
struct ManifestEntry {
    std::string path;  ///< relative to the bag, with slashes, decoded
    Bytes digest;
    bool operator==(const ManifestEntry&) const = default;
};

/// "<hex>  <path>\n" each, as `sha256sum -c` reads it; CR, LF and % of a path are percent-encoded
/// (RFC 8493 section 2.1.3).
[[nodiscard]] std::string to_text(const std::vector<ManifestEntry>& entries);

/// Reads a manifest; lines end in LF, CR or CRLF. A line that is not a checksum of `algorithm` and
/// a path is `malformed` "bag-manifest-invalid" with its number as detail. Paths are not judged.
[[nodiscard]] Result<std::vector<ManifestEntry>> parse_manifest(std::string_view text,
                                                                DigestAlgorithm algorithm);

/// The algorithm that "manifest-sha256.txt" or "tagmanifest-sha256.txt" names; nothing for another
/// name or an algorithm that is not known.
[[nodiscard]] std::optional<DigestAlgorithm> algorithm_of_manifest(std::string_view file_name);

/// Whether a path stays inside the bag wherever it is unpacked (RFC 8493 section 5.1): relative,
/// without "." or ".." segments, backslash, control character, drive or home sign.
[[nodiscard]] bool is_safe_path(std::string_view path);

/// A name for a file or folder that every common file system takes, made from a name that people
/// gave: normalisation form C, reserved characters and spaces as '_', at most 120 octets with the
/// suffix kept.
[[nodiscard]] std::string portable_name(std::string_view name);

}  // namespace mohur::documents::bagit
