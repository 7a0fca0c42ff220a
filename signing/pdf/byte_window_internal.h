// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

namespace mohur::signing::pdf {

/// Octet-wise access to a source through one block in memory. `end` hides everything from there on.
/// Not thread-safe. Borrows the source.
class ByteWindow {
public:
    ByteWindow(const ByteSource& source, std::uint64_t end) : source_{source}, end_{end} {}

    static constexpr int kEnd = -1;
    [[nodiscard]] std::uint64_t end() const noexcept { return end_; }
    /// The octet at `position`, or kEnd behind the end or when the source fails.
    [[nodiscard]] int at(std::uint64_t position) {
        if (position - start_ < block_.size() && position >= start_) {
            return block_[static_cast<std::size_t>(position - start_)];
        }
        return fetch(position);
    }
    /// True when `text` stands at `position`.
    [[nodiscard]] bool matches(std::uint64_t position, std::string_view text);

private:
    [[nodiscard]] int fetch(std::uint64_t position);

    const ByteSource& source_;
    std::uint64_t end_;
    std::uint64_t start_ = 0;
    Bytes block_;
};

}  // namespace mohur::signing::pdf
