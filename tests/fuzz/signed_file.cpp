// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/validator.h"

#include <cstdlib>

/// The whole way of a file that somebody uploads: any format, read and judged. Without an anchor
/// nothing passes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mohur::signing;
    ReadOptions options;
    options.limits.zip_total_bytes = 16U << 20U;
    const auto file = std::make_shared<mohur::MemorySource>(mohur::Bytes{data, data + size});
    const auto facts = read_file(file, options);
    if (!facts) {
        return 0;
    }
    ValidationContext context;
    context.validation_time = *mohur::parse_rfc3339("2026-11-22T00:00:00Z");
    const auto verdict = validate(*facts, context);
    static_cast<void>(to_json(verdict));
    if (verdict.exit_code() == 0) {
        std::abort();
    }
    return 0;
}
