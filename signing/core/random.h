// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <span>

namespace mohur {

/// Where unpredictable bytes come from. Injected so that tests can repeat.
class RandomSource {
public:
    virtual ~RandomSource() = default;
    /// Fills all of `out`; thread-safe; never fails (a host without entropy ends the process).
    virtual void fill(std::span<std::uint8_t> out) = 0;

    [[nodiscard]] Bytes bytes(std::size_t count);
};

/// getrandom(2). Thread-safe.
class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> out) override;
};

}  // namespace mohur
