// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

#include <memory>
#include <string>
#include <vector>

namespace mohur::signing::zip::testing {

/// One stored entry with every header field in the test's hand.
struct HandmadeEntry {
    std::string name;
    std::string data;
    std::string local_name = name;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
    std::string extra{};
    std::string descriptor{};  ///< between the data and the next header
    std::uint32_t declared_size = static_cast<std::uint32_t>(data.size());
    std::uint32_t crc_change = 0;  ///< added to the CRC in the directory only
};

/// An archive of `entries` with raw octets in front, between entries and directory, and behind.
struct HandmadeArchive {
    std::vector<HandmadeEntry> entries;
    std::string prefix{};
    std::string before_directory{};
    std::string comment{};
    std::string suffix{};

    [[nodiscard]] std::string octets() const;
    [[nodiscard]] std::shared_ptr<const ByteSource> source() const;
};

[[nodiscard]] std::uint32_t crc32(std::string_view data);
[[nodiscard]] std::string little_endian(std::uint64_t value, std::size_t width);

}  // namespace mohur::signing::zip::testing
