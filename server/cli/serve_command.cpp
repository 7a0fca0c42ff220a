// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/serve_command.h"

#include "server/cli/records.h"
#include "server/net/poco_http_fetcher.h"
#include "server/serve/server_process.h"
#include "server/setup/population.h"
#include "signing/core/byte_source.h"

#include <array>
#include <csignal>
#include <ctime>
#include <fstream>
#include <iostream>

namespace mohur::server {
namespace {

constexpr std::array<OptionSpec, 8> kOptions{{{"--config", OptionSpec::Kind::value},
                                              {"--data", OptionSpec::Kind::value},
                                              {"--port", OptionSpec::Kind::value},
                                              {"--port-file", OptionSpec::Kind::value},
                                              {"--lang", OptionSpec::Kind::value},
                                              {"--check-config", OptionSpec::Kind::flag},
                                              {"--no-content", OptionSpec::Kind::flag},
                                              {"--json", OptionSpec::Kind::flag}}};

/// Blocks the signals that end the server in this thread and all that it starts, then waits for
/// one.
class StopSignals {
public:
    StopSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }
    /// True when a signal came within a second.
    [[nodiscard]] bool wait_a_second() const {
        const timespec second{1, 0};
        return sigtimedwait(&set_, nullptr, &second) > 0;
    }

private:
    sigset_t set_{};
};

Result<void> write_port(const Arguments& arguments, std::uint16_t port) {
    const auto file = arguments.value("--port-file");
    if (!file) {
        return {};
    }
    std::ofstream out{*file + ".new"};
    out << port << '\n';
    out.close();
    std::error_code failed;
    std::filesystem::rename(*file + ".new", *file, failed);
    if (!out || failed) {
        return Error::unavailable("file-not-writable", *file);
    }
    return {};
}

Result<void> serve(const CommandContext& context, const Arguments& arguments) {
    MOHUR_TRY(const auto config, config_of(arguments));
    if (arguments.has("--check-config")) {
        context.out << "configuration is valid\n";
        return {};
    }
    const StopSignals stop;
    Log log{std::cerr, context.clock};
    PocoHttpFetcher fetcher{egress_of(config, context.networks)};
    // Who answers for a remote signer decides who has signed: its authorities can be named.
    PocoHttpFetcher signers{egress_of(config, context.networks),
                            config.mobile_id ? config.mobile_id->ca.string() : std::string{}};
    MOHUR_TRY(const auto process,
              ServerProcess::start(
                  config, {context.clock, context.random, fetcher, signers, log, context.program}));
    MOHUR_TRY_VOID(write_port(arguments, process->port()));
    log.info("serve.started", {{"port", static_cast<int>(process->port())}});
    while (!stop.wait_a_second()) {
        process->tick();
    }
    log.info("serve.stopping");
    return {};
}

Result<void> populate(const CommandContext& context, const Arguments& arguments) {
    MOHUR_TRY(const auto config, config_of(arguments));
    if (arguments.positionals().size() != 1) {
        return Error::malformed("usage-file-missing");
    }
    MOHUR_TRY(const auto file, FileSource::open(arguments.positionals().front()));
    MOHUR_TRY(const auto bytes, file->read_all(16U << 20U));
    MOHUR_TRY(const auto data, Json::parse(as_text(bytes)));
    MOHUR_TRY(const auto made, populate_database(config, data, context.clock, context.random));
    context.out << made.dump(true) << '\n';
    return {};
}

/// True when everything holds.
Result<bool> check(const CommandContext& context, const Arguments& arguments) {
    MOHUR_TRY(const auto config, config_of(arguments));
    MOHUR_TRY(const auto report, examine_records(context, config, !arguments.has("--no-content")));
    const bool good = report["ok"].as_bool();
    if (arguments.has("--json")) {
        context.out << report.dump(true) << '\n';
        return good;
    }
    for (const auto& agency : report["agencies"].items()) {
        const auto& numbers = agency["numbers"];
        context.out << agency["code"].as_string() << ": " << agency["events"].as_integer()
                    << " events, " << numbers["live"].as_integer() << " live, "
                    << numbers["reserved"].as_integer() << " reserved, "
                    << numbers["voided"].as_integer() << " voided, "
                    << agency["timestamps"]["count"].as_integer() << " timestamps, "
                    << agency["content"]["checked"].as_integer()
                    << " files: " << (agency["ok"].as_bool() ? "ok" : "NOT ok") << '\n';
        for (const auto& defect : agency["defects"].items()) {
            context.out << "  " << defect["code"].as_string() << ' ' << defect["where"].as_string()
                        << '\n';
        }
    }
    return good;
}

template <class Run>
int run(const CommandContext& context, std::string_view command, std::span<const std::string> words,
        Run body) {
    const auto arguments = Arguments::parse(words, kOptions);
    if (!arguments) {
        return complain(context, command, arguments.error());
    }
    const auto done = body(context, *arguments);
    return done ? exit_code::kSuccess : complain(context, command, done.error());
}

}  // namespace

int run_serve(const CommandContext& context, std::span<const std::string> arguments) {
    return run(context, "serve", arguments, serve);
}

int run_populate(const CommandContext& context, std::span<const std::string> arguments) {
    return run(context, "populate", arguments, populate);
}

int run_fsck(const CommandContext& context, std::span<const std::string> arguments) {
    bool good = true;
    const int code = run(context, "fsck", arguments,
                         [&](const CommandContext& c, const Arguments& a) -> Result<void> {
                             MOHUR_TRY(good, check(c, a));
                             return {};
                         });
    return code == exit_code::kSuccess && !good ? exit_code::kNotPassed : code;
}

}  // namespace mohur::server
