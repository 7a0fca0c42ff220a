// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/joined_source.h"

#include "signing/core/check.h"

#include <algorithm>

namespace mohur {

JoinedSource::Piece JoinedSource::whole(std::shared_ptr<const ByteSource> source) {
    const auto size = source->size();
    return {std::move(source), 0, size};
}

JoinedSource::Piece JoinedSource::whole(Bytes bytes) {
    return whole(std::make_shared<MemorySource>(std::move(bytes)));
}

JoinedSource::JoinedSource(std::vector<Piece> pieces) : pieces_{std::move(pieces)}, starts_{0} {
    for (const auto& piece : pieces_) {
        MOHUR_CHECK(piece.offset <= piece.source->size() &&
                    piece.length <= piece.source->size() - piece.offset);
        starts_.push_back(starts_.back() + piece.length);
    }
}

Result<std::size_t> JoinedSource::read_at(std::uint64_t offset, std::span<std::uint8_t> out) const {
    if (offset >= size()) {
        return std::size_t{0};
    }
    const auto after = std::ranges::upper_bound(starts_, offset);
    const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
    const auto& piece = pieces_[index];
    const auto within = offset - starts_[index];
    const auto count = std::min<std::uint64_t>(out.size(), piece.length - within);
    return piece.source->read_at(piece.offset + within, out.first(static_cast<std::size_t>(count)));
}

}  // namespace mohur
