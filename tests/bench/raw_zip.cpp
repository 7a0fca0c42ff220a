// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/raw_zip.h"

#include "tests/bench/measurement.h"

#include <zlib.h>

namespace mohur::bench::raw {
namespace {

std::size_t little_endian(View octets, std::size_t at, int bytes) {
    std::size_t value = 0;
    for (int i = bytes; i-- > 0;) {
        value = value << 8U | octets[at + static_cast<std::size_t>(i)];
    }
    return value;
}

}  // namespace

std::map<std::string, Packed> zip_directory(View archive) {
    constexpr std::size_t kEnd = 22;  // end of central directory record, without a comment
    const auto end = archive.size() - kEnd;
    const auto count = little_endian(archive, end + 10, 2);
    auto at = little_endian(archive, end + 16, 4);
    std::map<std::string, Packed> entries;
    for (std::size_t i = 0; i < count; ++i) {
        const auto name_size = little_endian(archive, at + 28, 2);
        const auto local = little_endian(archive, at + 42, 4);
        const auto data = local + 30 + little_endian(archive, local + 26, 2) +
                          little_endian(archive, local + 28, 2);
        const auto* name = reinterpret_cast<const char*>(archive.data() + at + 46);
        entries[std::string{name, name_size}] = {
            archive.subspan(data, little_endian(archive, at + 20, 4)),
            little_endian(archive, at + 24, 4), little_endian(archive, at + 10, 2) == Z_DEFLATED};
        at += 46 + name_size + little_endian(archive, at + 30, 2) +
              little_endian(archive, at + 32, 2);
    }
    return entries;
}

Octets unpacked(const Packed& entry) {
    if (!entry.deflated) {
        return {entry.octets.begin(), entry.octets.end()};
    }
    Octets out(entry.size);
    z_stream stream{};
    inflateInit2(&stream, -MAX_WBITS);
    stream.next_in = const_cast<Bytef*>(entry.octets.data());
    stream.avail_in = static_cast<uInt>(entry.octets.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    const int done = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    if (done != Z_STREAM_END) {
        fail("floor: inflate");
    }
    return out;
}

}  // namespace mohur::bench::raw
