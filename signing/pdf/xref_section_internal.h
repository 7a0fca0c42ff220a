// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/limits.h"
#include "signing/pdf/byte_window_internal.h"
#include "signing/pdf/xref.h"

namespace mohur::signing::pdf {

/// Reads the cross-reference section at `offset`, classic or stream. The window's end bounds it.
[[nodiscard]] Result<XrefSection> read_xref_section(ByteWindow& window, const ByteSource& source,
                                                    std::uint64_t offset, const Limits& limits);

/// The number after the last "startxref" before the window's end, which must be near.
[[nodiscard]] Result<std::uint64_t> last_startxref(ByteWindow& window);

}  // namespace mohur::signing::pdf
