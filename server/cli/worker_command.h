// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/command.h"

namespace mohur::server {

/// `mohur worker`: started by another mohur with a socket at descriptor 3 (server/worker); by hand
/// it is wrong usage.
[[nodiscard]] int run_worker(const CommandContext& context, std::span<const std::string> arguments);

}  // namespace mohur::server
