// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <string_view>
#include <vector>

namespace mohur::templates {

/// A QR code symbol (ISO/IEC 18004) as modules; true is dark. Without quiet zone.
class QrCode {
public:
    /// Error correction level M, 8-bit mode. `too_large` "qr-too-long".
    [[nodiscard]] static Result<QrCode> encode(std::string_view text);

    /// Modules along one side.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Precondition: both below `size()`.
    [[nodiscard]] bool dark(std::size_t row, std::size_t column) const noexcept {
        return modules_[row * size_ + column];
    }

private:
    std::size_t size_ = 0;
    std::vector<bool> modules_;
};

}  // namespace mohur::templates
