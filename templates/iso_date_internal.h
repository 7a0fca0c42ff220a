// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>

namespace mohur::templates {

/// "2026-11-21".
[[nodiscard]] std::string iso_date(std::chrono::year_month_day date);

}  // namespace mohur::templates
