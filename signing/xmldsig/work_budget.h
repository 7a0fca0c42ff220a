// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mohur::signing::xmldsig {

/// Bounds what all references of one file may cost together, in octets parsed or canonicalised: a
/// thousand references to one document are a thousand walks over it. Not thread-safe.
class WorkBudget {
public:
    explicit WorkBudget(std::uint64_t octets = std::uint64_t{1} << 30U) : remaining_{octets} {}

    /// False, with nothing left, when there is less than `octets`.
    bool spend(std::uint64_t octets) noexcept {
        const bool affordable = octets <= remaining_;
        remaining_ = affordable ? remaining_ - octets : 0;
        return affordable;
    }
    [[nodiscard]] bool spent() const noexcept { return remaining_ == 0; }

private:
    std::uint64_t remaining_;
};

}  // namespace mohur::signing::xmldsig
