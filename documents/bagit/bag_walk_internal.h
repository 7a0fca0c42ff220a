// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/bagit/bag_check.h"

#include <map>
#include <set>

namespace mohur::documents::bagit {

/// The regular files below a folder, by relative path, with their sizes. What is no regular file or
/// has an unfit name is a finding and is left out.
struct BagTree {
    std::map<std::string, std::uint64_t> files;
    std::vector<BagFinding> findings;
};

/// Errors: `too_large` "bag-too-large"; `unavailable` "file-read-failed".
[[nodiscard]] Result<BagTree> walk(const std::filesystem::path& folder, const BagLimits& limits);

}  // namespace mohur::documents::bagit
