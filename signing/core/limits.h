// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace mohur {

/// Bounds on hostile input. Every parser takes the part it needs; hitting one is `too_large`.
struct Limits {
    std::uint64_t file_bytes = 4ULL << 30U;       ///< any input file
    std::uint64_t xml_bytes = 16U << 20U;         ///< one XML document, before parsing (libxml2 needs 14x)
    std::size_t xml_depth = 128;
    std::size_t xml_references = 1'000;           ///< ds:Reference of one signature
    std::size_t xml_transforms = 5;               ///< of one reference
    std::uint64_t cms_bytes = 32U << 20U;         ///< one CMS structure
    std::size_t der_depth = 64;
    std::size_t zip_entries = 2'000;
    std::uint64_t zip_total_bytes = 4ULL << 30U;  ///< uncompressed, all entries together
    std::uint64_t zip_ratio = 100;                ///< per entry, above `zip_ratio_free_bytes`
    std::uint64_t zip_ratio_free_bytes = 1U << 20U;
    std::uint64_t pdf_bytes = 2ULL << 30U;
    std::size_t pdf_objects = 2'000'000;
    std::size_t pdf_revisions = 1'000;
    std::size_t signatures = 500;                 ///< in one file
    std::size_t certificates = 1'000;             ///< in one file
    std::size_t chain_length = 10;
};

}  // namespace mohur
