// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace mohur {

/// A moment in UTC, to the microsecond.
using Time = std::chrono::sys_time<std::chrono::microseconds>;

/// "2026-11-21T14:32:00Z"; fractions are printed only when there are any.
[[nodiscard]] std::string to_rfc3339(Time time);
/// RFC 3339 date-time with `Z` or a numeric offset; XML Schema dateTime without a zone is `malformed`.
[[nodiscard]] Result<Time> parse_rfc3339(std::string_view text);

}  // namespace mohur
