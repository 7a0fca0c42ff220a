// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/command.h"

#include <algorithm>
#include <ostream>

namespace mohur::server {
namespace {

void print_commands(std::span<const Command> commands, std::ostream& out) {
    out << "usage:\n";
    for (const auto& command : commands) {
        out << "  mohur " << command.usage << '\n';
    }
}

}  // namespace

int run_command(std::span<const Command> commands, const CommandContext& context,
                std::span<const std::string> arguments) {
    if (arguments.empty()) {
        print_commands(commands, context.err);
        return exit_code::kUsage;
    }
    const auto& name = arguments.front();
    if (name == "help" || name == "--help" || name == "-h") {
        print_commands(commands, context.out);
        return exit_code::kSuccess;
    }
    const auto found = std::ranges::find(commands, std::string_view{name}, &Command::name);
    if (found == commands.end()) {
        context.err << "mohur: unknown command '" << name << "'; `mohur help` lists them\n";
        return exit_code::kUsage;
    }
    return found->run(context, arguments.subspan(1));
}

}  // namespace mohur::server
