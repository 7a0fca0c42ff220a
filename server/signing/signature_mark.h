// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"

#include <string_view>

namespace mohur::server {

/// How one signature, time-stamp or evidence record of a verdict (docs/verdict.schema.json) is read
/// at a glance: "valid"; "not_valid" when it failed or is not intact; else "unknown": it cannot be
/// said yet.
[[nodiscard]] std::string_view mark_of(const Json& verdict);

}  // namespace mohur::server
