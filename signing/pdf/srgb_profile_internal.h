// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

namespace mohur::signing::pdf {

/// An ICC version 2 matrix profile of sRGB (IEC 61966-2-1), computed here, so that nobody's profile
/// file and licence is needed. The same octets on each call.
[[nodiscard]] Bytes srgb_profile();

}  // namespace mohur::signing::pdf
