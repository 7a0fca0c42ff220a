// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/command.h"

namespace mohur::server {

/// `mohur serve --config FILE [--data DIR] [--port N] [--check-config] [--port-file FILE]`: serves
/// until SIGTERM or SIGINT, then lets requests in flight end. Exit 0 after an orderly stop, 2 when
/// it could not start, 64 on wrong usage.
[[nodiscard]] int run_serve(const CommandContext& context, std::span<const std::string> arguments);

/// `mohur populate --config FILE DATA.json`: founds agencies with their units, posts, people,
/// logins, journals and file classes. For first set-up, the demo and tests; an agency that exists
/// is left as it is.
[[nodiscard]] int run_populate(const CommandContext& context,
                               std::span<const std::string> arguments);

/// `mohur fsck --config FILE [--no-content] [--json]`: proves streams, log, numbers and content on
/// one picture of the database, whether or not somebody serves from it. Exit 0 when everything
/// holds, 1 when something does not.
[[nodiscard]] int run_fsck(const CommandContext& context, std::span<const std::string> arguments);

}  // namespace mohur::server
