// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/reader.h"
#include "signing/evidence/record_check.h"

#include <cstdlib>

/// A record that proves nothing is never intact: no object is at hand.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mohur::signing;
    static const ReadOptions options;
    const auto facts =
        evidence::check_file({data, size}, {}, cades::token_reader(options), options.limits);
    if (facts.intact) {
        std::abort();
    }
    return 0;
}
