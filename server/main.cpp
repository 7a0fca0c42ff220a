// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/command.h"

#include "signing/core/clock.h"
#include "signing/core/http_fetcher.h"
#include "signing/core/random.h"

#include <cstdlib>
#include <iostream>
#include <vector>

namespace {

using mohur::server::Command;

std::string language_of_environment() {
    const char* lang = std::getenv("LANG");
    return lang != nullptr && std::string_view{lang}.starts_with("az") ? "az" : "en";
}

/// The words of the command line. Each command's function stands in server/cli/<name>_command.cpp.
std::vector<Command> commands() {
    return {};
}

}  // namespace

/// The composition root: every object is built here by hand.
int main(int count, char** values) {
    std::ios::sync_with_stdio(false);
    const mohur::SystemClock clock;
    mohur::SystemRandom random;
    mohur::OfflineFetcher fetcher;
    const mohur::server::CommandContext context{
        std::cout, std::cerr, clock, random, fetcher, language_of_environment(), "/proc/self/exe"};
    const std::vector<std::string> arguments(values + 1, values + count);
    const int code = mohur::server::run_command(commands(), context, arguments);
    std::cout.flush();
    return code;
}
