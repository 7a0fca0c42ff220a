// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/net/egress_policy.h"
#include "signing/core/clock.h"
#include "signing/core/http_fetcher.h"
#include "signing/core/random.h"

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace mohur::server {

/// Exit codes that scripts rely on (docs/architecture.md, "Command line").
namespace exit_code {
inline constexpr int kSuccess = 0;
inline constexpr int kNotPassed = 1;     ///< done, and the answer is no
inline constexpr int kUnidentified = 2;  ///< nothing could be identified or done
inline constexpr int kUsage = 64;        ///< wrong usage (sysexits.h EX_USAGE)
}  // namespace exit_code

/// What a command may touch of the world. Built once in main.cpp; borrowed parts outlive every
/// command.
struct CommandContext {
    std::ostream& out;  ///< the answer
    std::ostream& err;  ///< complaints and progress
    const Clock& clock;
    RandomSource& random;
    HttpFetcher& fetcher;             ///< the way out of a command without a configuration
    std::string language;             ///< "az" or "en", from LANG; --lang overrides
    std::string program;              ///< path of this executable, to start `mohur worker`
    std::vector<Network> networks{};  ///< MOHUR_ALLOW_NETWORKS: besides public addresses
};

/// One word of the command line: `mohur NAME ARGUMENT...`.
struct Command {
    std::string_view name;
    std::string_view usage;  ///< one line, without the program's name
    /// Arguments without program and command name; returns the exit code.
    int (*run)(const CommandContext& context, std::span<const std::string> arguments);
};

/// Runs the command that `arguments` names first, or prints the list of commands. Exit codes as
/// above.
[[nodiscard]] int run_command(std::span<const Command> commands, const CommandContext& context,
                              std::span<const std::string> arguments);

}  // namespace mohur::server
