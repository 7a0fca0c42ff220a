// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/time.h"

#include <optional>

namespace mohur::signing::pdf {

/// "D:20261121143200Z" (ISO 32000-1 clause 7.9.4), to the second.
[[nodiscard]] std::string date_string(Time time);

/// A date string; parts from the month on may be missing. Without an offset UTC is assumed. Empty
/// when it is no date.
[[nodiscard]] std::optional<Time> parse_date(std::string_view text);

}  // namespace mohur::signing::pdf
