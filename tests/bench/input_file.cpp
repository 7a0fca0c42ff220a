// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/input_file.h"

#include "signing/core/byte_source.h"
#include "tests/bench/measurement.h"

namespace mohur::bench {

Bytes input_file(const std::filesystem::path& path) {
    constexpr std::uint64_t kMost = 64U << 20U;
    const auto file = FileSource::open(path);
    auto bytes = file ? (*file)->read_all(kMost) : Result<Bytes>{file.error()};
    if (!bytes) {
        fail("cannot read " + path.string());
    }
    return *std::move(bytes);
}

}  // namespace mohur::bench
