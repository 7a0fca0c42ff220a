// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/random.h"

#include "signing/core/check.h"

#include <cerrno>

#include <sys/random.h>

namespace mohur {

Bytes RandomSource::bytes(std::size_t count) {
    Bytes out(count);
    fill(out);
    return out;
}

void SystemRandom::fill(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        const auto got = ::getrandom(out.data(), out.size(), 0);
        MOHUR_CHECK(got > 0 || errno == EINTR);
        if (got > 0) { out = out.subspan(static_cast<std::size_t>(got)); }
    }
}

}  // namespace mohur
