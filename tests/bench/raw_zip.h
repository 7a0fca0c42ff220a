// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/raw_crypto.h"

#include <map>
#include <string>

namespace mohur::bench::raw {

/// One entry of a ZIP file as it is packed.
struct Packed {
    View octets;
    std::size_t size = 0;  ///< unpacked
    bool deflated = false;
};

/// The central directory (APPNOTE 4.3.12), by name.
[[nodiscard]] std::map<std::string, Packed> zip_directory(View archive);
/// By zlib, or a copy of what is stored.
[[nodiscard]] Octets unpacked(const Packed& entry);

}  // namespace mohur::bench::raw
