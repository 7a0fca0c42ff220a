// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/backup_command.h"
#include "server/cli/command.h"
#include "server/cli/export_command.h"
#include "server/cli/extend_command.h"
#include "server/cli/inspect_command.h"
#include "server/cli/serve_command.h"
#include "server/cli/sign_command.h"
#include "server/cli/verify_command.h"
#include "server/cli/worker_command.h"
#include "server/net/poco_http_fetcher.h"

#include "signing/core/clock.h"
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

/// Networks besides the public ones that may be asked: MOHUR_ALLOW_NETWORKS is a comma-separated
/// list
/// ("127.0.0.0/8" for a test PKI on this machine).
mohur::Result<std::vector<mohur::server::Network>> networks_of_environment() {
    const char* networks = std::getenv("MOHUR_ALLOW_NETWORKS");
    return mohur::server::parse_networks(networks != nullptr ? networks : "");
}

/// The words of the command line. Each command's function stands in server/cli/<name>_command.cpp.
std::vector<Command> commands() {
    return {
        {"verify", mohur::server::kVerifyUsage, mohur::server::run_verify_command},
        {"inspect", mohur::server::kInspectUsage, mohur::server::run_inspect_command},
        {"sign", mohur::server::kSignUsage, mohur::server::run_sign_command},
        {"extend", mohur::server::kExtendUsage, mohur::server::run_extend_command},
        {"serve", "serve --config FILE [--data DIR] [--port N] [--port-file FILE] [--check-config]",
         mohur::server::run_serve},
        {"populate", "populate --config FILE DATA.json", mohur::server::run_populate},
        {"fsck", "fsck --config FILE [--no-content] [--json]", mohur::server::run_fsck},
        {"migrate", mohur::server::kMigrateUsage, mohur::server::run_migrate},
        {"backup", mohur::server::kBackupUsage, mohur::server::run_backup},
        {"restore", mohur::server::kRestoreUsage, mohur::server::run_restore},
        {"export", mohur::server::kExportUsage, mohur::server::run_export},
        {"package", mohur::server::kPackageUsage, mohur::server::run_package},
        {"worker", "worker", mohur::server::run_worker},
    };
}

}  // namespace

/// The composition root: every object is built here by hand.
int main(int count, char** values) {
    std::ios::sync_with_stdio(false);
    const mohur::SystemClock clock;
    mohur::SystemRandom random;
    const auto networks = networks_of_environment();
    if (!networks) {
        std::cerr << "mohur: MOHUR_ALLOW_NETWORKS: " << networks.error().reason << ' '
                  << networks.error().detail << '\n';
        return mohur::server::exit_code::kUsage;
    }
    mohur::server::PocoHttpFetcher fetcher{mohur::server::EgressPolicy{{}, true, *networks}};
    const mohur::server::CommandContext context{
        std::cout,        std::cerr, clock, random, fetcher, language_of_environment(),
        "/proc/self/exe", *networks};
    const std::vector<std::string> arguments(values + 1, values + count);
    const int code = mohur::server::run_command(commands(), context, arguments);
    std::cout.flush();
    return code;
}
