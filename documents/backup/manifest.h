// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace mohur::documents {

struct ManifestLine {
    std::string path;  ///< relative, with slashes
    Bytes sha256;
    bool operator==(const ManifestLine&) const = default;
};

using Manifest = std::vector<ManifestLine>;

/// "<64 hex digits>  <path>\n" each: what `sha256sum -c` reads.
[[nodiscard]] std::string to_text(const Manifest& manifest);
/// `malformed` "backup-format" for another form, and for paths that leave the folder.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text);

}  // namespace mohur::documents
