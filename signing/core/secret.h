// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <string_view>

namespace mohur {

/// A PIN, password or key. Wiped when destroyed or moved from; cannot be copied or printed.
class Secret {
public:
    Secret() = default;
    explicit Secret(BytesView value) : value_{value.begin(), value.end()} {}
    explicit Secret(std::string_view value) : Secret{as_bytes(value)} {}
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    /// The value itself; call it only at the wrapper that hands it to a library.
    [[nodiscard]] BytesView reveal() const noexcept { return value_; }
    [[nodiscard]] bool empty() const noexcept { return value_.empty(); }
    /// An explicit second copy, where two owners are needed.
    [[nodiscard]] Secret clone() const { return Secret{reveal()}; }

private:
    void wipe() noexcept;
    Bytes value_;
};

}  // namespace mohur
