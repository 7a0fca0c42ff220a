// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/zip/handmade_archive.h"

namespace mohur::signing::zip::testing {

std::uint32_t crc32(std::string_view data) {
    std::uint32_t crc = 0xffffffffU;
    for (const char c : data) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1U ^ (0xedb88320U & (0U - (crc & 1U)));
        }
    }
    return ~crc;
}

std::string little_endian(std::uint64_t value, std::size_t width) {
    std::string out;
    for (std::size_t i = 0; i < width; ++i) {
        out += static_cast<char>(value >> 8U * i & 0xffU);
    }
    return out;
}

std::string HandmadeArchive::octets() const {
    std::string out = prefix;
    std::string directory;
    const auto le = little_endian;
    for (const auto& e : entries) {
        const auto offset = out.size();
        const bool later = (e.flags & 8U) != 0;
        const std::string common =
            le(20, 2) + le(e.flags, 2) + le(e.method, 2) + le(0, 2) + le(0x21, 2);
        const auto sizes = [&](std::uint32_t crc, bool zero) {
            return zero ? std::string(12, '\0')
                        : le(crc, 4) + le(e.data.size(), 4) + le(e.declared_size, 4);
        };
        out += "PK\x03\x04" + common + sizes(crc32(e.data), later) + le(e.local_name.size(), 2) +
               le(e.extra.size(), 2) + e.local_name + e.extra + e.data + e.descriptor;
        directory += "PK\x01\x02" + le(20, 2) + common +
                     sizes(crc32(e.data) + e.crc_change, false) + le(e.name.size(), 2) + le(0, 2) +
                     le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(offset, 4) + e.name;
    }
    out += before_directory;
    const auto start = out.size();
    out += directory + "PK\x05\x06" + le(0, 4) + le(entries.size(), 2) + le(entries.size(), 2) +
           le(directory.size(), 4) + le(start, 4) + le(comment.size(), 2) + comment + suffix;
    return out;
}

std::shared_ptr<const ByteSource> HandmadeArchive::source() const {
    return std::make_shared<MemorySource>(to_bytes(as_bytes(octets())));
}

}  // namespace mohur::signing::zip::testing
