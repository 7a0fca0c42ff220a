// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"

#include <memory>
#include <vector>

namespace mohur {

/// Ranges of other sources one after the other, read where they lie: what is built around a large
/// file need not hold it. Immutable; thread-safe as its parts are.
class JoinedSource final : public ByteSource {
public:
    struct Piece {
        std::shared_ptr<const ByteSource> source;
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
    };
    [[nodiscard]] static Piece whole(std::shared_ptr<const ByteSource> source);
    [[nodiscard]] static Piece whole(Bytes bytes);

    /// The ranges lie within their sources.
    explicit JoinedSource(std::vector<Piece> pieces);

    [[nodiscard]] std::uint64_t size() const noexcept override { return starts_.back(); }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override;

private:
    std::vector<Piece> pieces_;
    std::vector<std::uint64_t> starts_;  ///< of each piece, then the size
};

}  // namespace mohur
