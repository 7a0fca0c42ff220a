// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/bagit/bag_manifest.h"

#include <filesystem>
#include <map>

namespace mohur::documents::bagit {

/// Something that a bag may not have. Codes: "bag-declaration-invalid", "bag-manifest-missing",
/// "bag-manifest-invalid", "bag-manifest-weak", "bag-path-unsafe", "bag-name-invalid",
/// "bag-name-duplicate", "bag-symlink", "bag-special-file", "bag-file-missing", "bag-file-extra",
/// "bag-file-changed", "bag-file-unreadable", "bag-oxum-differs", "bag-fetch-unsupported".
struct BagFinding {
    std::string code;
    std::string path;  ///< of the file, or of the manifest that speaks of it
    std::string text;
    bool operator==(const BagFinding&) const = default;
};

/// What was found in a folder that claims to be a bag.
struct BagReport {
    std::vector<BagFinding> findings;  ///< empty: complete and valid (RFC 8493 section 3)
    /// SHA-256 of every payload file that could be read.
    std::map<std::string, Bytes> payload;
    std::vector<std::pair<std::string, std::string>> info;  ///< labels of bag-info.txt
    std::uint64_t octets = 0;                               ///< of the payload
};

struct BagLimits {
    std::size_t files = 200'000;
    int depth = 32;
    std::uint64_t tag_file_bytes = 256U << 20U;
};

/// Checks a bag as it lies there, and reads nothing outside it: links are not followed and paths
/// that leave it are not opened. Stricter than RFC 8493 in three points: a tag file must be listed
/// when there is a tag manifest, a checksum of SHA-256 or better is required, and nothing may be
/// left to fetch. Errors: `not_found` "bag-not-found" when there is no folder with a bagit.txt;
/// `too_large` "bag-too-large".
[[nodiscard]] Result<BagReport> check_bag(const std::filesystem::path& folder,
                                          const BagLimits& limits = {});

}  // namespace mohur::documents::bagit
