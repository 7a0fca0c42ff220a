// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/limits.h"

#include <string>
#include <vector>

namespace mohur::signing::zip {

/// One central directory entry that its local header agrees with.
struct RawEntry {
    Bytes name;
    bool utf8 = false;  ///< general purpose bit 11
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint64_t compressed_size = 0;
    std::uint64_t size = 0;
    std::uint64_t offset = 0;
    bool has_extra_field = false;
};

struct Structure {
    std::vector<RawEntry> entries;  ///< in the order of the central directory
    std::string comment;
};

/// Reads and cross-checks the headers of a whole archive; libzip then only inflates.
[[nodiscard]] Result<Structure> scan_structure(const ByteSource& file, const Limits& limits);

}  // namespace mohur::signing::zip
