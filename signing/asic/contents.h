// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"
#include "signing/model/facts.h"

#include <memory>
#include <string>
#include <vector>

namespace mohur::signing::asic {

/// Where a data file of a container lies in what `extract_data` wrote.
struct ExtractedFile {
    std::string name;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

/// Writes the data files of a container to `target`, one behind the other. `limits.zip_entries` and
/// `limits.zip_total_bytes` bound what comes out. Errors: those of the zip reader; `malformed`
/// "zip-not-asic"; those of the target.
[[nodiscard]] Result<std::vector<ExtractedFile>> extract_data(
    std::shared_ptr<const ByteSource> file, ByteTarget& target, const Limits& limits);

}  // namespace mohur::signing::asic
