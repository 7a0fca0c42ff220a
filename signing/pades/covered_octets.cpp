// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pades/covered_octets_internal.h"

#include <algorithm>

namespace mohur::signing::pades {

Result<std::size_t> CoveredOctets::read_at(std::uint64_t offset,
                                           std::span<std::uint8_t> out) const {
    if (offset >= size()) {
        return std::size_t{0};
    }
    const bool in_first = offset < range_.gap_begin;
    const std::uint64_t left = in_first ? range_.gap_begin - offset : size() - offset;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left, out.size()));
    const std::uint64_t place = in_first ? offset : offset - range_.gap_begin + range_.gap_end;
    return file_->read_at(place, out.first(count));
}

}  // namespace mohur::signing::pades
