// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/command.h"

namespace mohur::server {

inline constexpr std::string_view kInspectUsage = "inspect FILE [--lang az|en] [--json]";

/// `mohur inspect FILE`: what stands in a file, without a verdict. Exit 0, or 2 when nothing could
/// be identified.
[[nodiscard]] int run_inspect_command(const CommandContext& context,
                                      std::span<const std::string> arguments);

}  // namespace mohur::server
