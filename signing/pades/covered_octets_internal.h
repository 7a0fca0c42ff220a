// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/pades/signature_dictionary_internal.h"

namespace mohur::signing::pades {

/// What a ByteRange covers, as one source: the octets before and behind the gap.
class CoveredOctets final : public ByteSource {
public:
    CoveredOctets(std::shared_ptr<const ByteSource> file, const ByteRange& range)
        : file_{std::move(file)}, range_{range} {}

    [[nodiscard]] std::uint64_t size() const noexcept override {
        return range_.gap_begin + (range_.covered_end - range_.gap_end);
    }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override;

private:
    std::shared_ptr<const ByteSource> file_;
    ByteRange range_;
};

}  // namespace mohur::signing::pades
