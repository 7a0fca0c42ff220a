// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/backup_command.h"

#include "documents/backup/backup.h"
#include "documents/storage/bootstrap.h"
#include "documents/storage/migrator.h"
#include "server/cli/records.h"
#include "server/serve/database_opening.h"
#include "signing/crypto/key_wrapper.h"

#include <array>
#include <iostream>

namespace mohur::server {
namespace {

namespace fs = std::filesystem;
namespace sql = documents::sql;

constexpr std::array<OptionSpec, 6> kOptions{{{"--config", OptionSpec::Kind::value},
                                              {"--database", OptionSpec::Kind::value},
                                              {"--seal-key", OptionSpec::Kind::value},
                                              {"--keys-to", OptionSpec::Kind::value},
                                              {"--keys-from", OptionSpec::Kind::value},
                                              {"--lang", OptionSpec::Kind::value}}};

Result<fs::path> folder_of(const Arguments& arguments) {
    if (arguments.positionals().size() != 1) {
        return Error::malformed("usage-file-missing", "DIR");
    }
    return fs::path{arguments.positionals().front()};
}

/// Where to log in past the walls: the private cluster, or what `--database` says.
struct Administration {
    std::optional<sql::PrivateCluster> cluster;
    sql::Target database;
    fs::path programs;
};

Result<Administration> administration_of(const Config& config, const Arguments& arguments,
                                         bool may_run) {
    if (config.database) {
        const auto url = arguments.value("--database");
        if (!url) {
            return Error::malformed("usage-option-missing", "--database");
        }
        MOHUR_TRY(auto programs, sql::find_postgresql_programs());
        return Administration{std::nullopt, {*url}, std::move(programs)};
    }
    const auto settings = cluster_settings(config);
    MOHUR_TRY(auto cluster,
              may_run ? sql::PrivateCluster::join(settings) : sql::PrivateCluster::start(settings));
    auto target = cluster.target(sql::Role::admin);
    auto programs = cluster.programs();
    return Administration{std::move(cluster), std::move(target), std::move(programs)};
}

Result<documents::KeyFileSeal> seal_of(const Config& config, const Arguments& arguments,
                                       RandomSource* random) {
    const auto named = arguments.value("--seal-key");
    const fs::path file = named ? fs::path{*named} : config.data / "keys" / "backup.key";
    if (!named && random != nullptr && !fs::exists(file)) {
        std::error_code failure;
        fs::create_directories(file.parent_path(), failure);
        MOHUR_TRY_VOID(signing::KeyFileWrapper::create(file, *random));
    }
    return documents::KeyFileSeal::open(file);
}

Result<void> copy_keys(const fs::path& from, const fs::path& to) {
    std::error_code failure;
    fs::create_directories(to, failure);
    fs::permissions(to, fs::perms::owner_all, failure);
    for (const auto& entry : fs::directory_iterator{from, failure}) {
        const auto file = to / entry.path().filename();
        if (entry.path().extension() == ".key" && !fs::exists(file)) {
            fs::copy_file(entry.path(), file, failure);
            fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, failure);
        }
        if (failure) {
            break;
        }
    }
    return failure ? Result<void>{Error::unavailable("file-not-writable",
                                                     to.string() + ": " + failure.message())}
                   : Result<void>{};
}

/// Keys beside what they open would undo the encryption.
Result<void> copy_keys_apart(const Arguments& arguments, const Config& config,
                             const fs::path& backup) {
    const auto to = arguments.value("--keys-to");
    if (!to) {
        return {};
    }
    const auto inside = fs::absolute(*to).lexically_normal().lexically_relative(
        fs::absolute(backup).lexically_normal());
    if (!inside.empty() && inside.begin()->string() != "..") {
        return Error::malformed("backup-keys-inside", *to);
    }
    return copy_keys(config.data / "keys", *to);
}

Result<int> migrate(const CommandContext& context, const Arguments& arguments) {
    MOHUR_TRY(const auto config, config_of(arguments));
    sql::SchemaState state;
    if (config.database) {
        MOHUR_TRY(const auto given, administration_of(config, arguments, true));
        MOHUR_TRY(state, sql::migrate(given.database, context.clock));
    } else {
        MOHUR_TRY(const auto cluster, sql::PrivateCluster::join(cluster_settings(config)));
        MOHUR_TRY_VOID(sql::bootstrap(cluster.maintenance()));
        MOHUR_TRY(state, sql::migrate(cluster.target(sql::Role::migrate), context.clock));
    }
    context.out << "schema " << state.applied << " of " << state.known << '\n';
    return exit_code::kSuccess;
}

Result<int> backup(const CommandContext& context, const Arguments& arguments) {
    MOHUR_TRY(const auto config, config_of(arguments));
    MOHUR_TRY(const auto folder, folder_of(arguments));
    MOHUR_TRY(const auto seal, seal_of(config, arguments, &context.random));
    MOHUR_TRY_VOID(copy_keys_apart(arguments, config, folder));
    MOHUR_TRY(const auto source, administration_of(config, arguments, true));
    MOHUR_TRY(const auto facts,
              documents::back_up({source.database, source.programs, config.data / "content"},
                                 folder, seal, context.clock.now()));
    context.out << facts.dump(true) << '\n';
    return exit_code::kSuccess;
}

Result<int> prove(const CommandContext& context, const Config& config) {
    MOHUR_TRY(const auto report, examine_records(context, config, true));
    context.out << report.dump(true) << '\n';
    return report["ok"].as_bool() ? exit_code::kSuccess : exit_code::kNotPassed;
}

Result<int> restore(const CommandContext& context, const Arguments& arguments) {
    MOHUR_TRY(const auto config, config_of(arguments));
    MOHUR_TRY(const auto folder, folder_of(arguments));
    if (const auto keys = arguments.value("--keys-from")) {
        MOHUR_TRY_VOID(copy_keys(*keys, config.data / "keys"));
    }
    MOHUR_TRY(const auto seal, seal_of(config, arguments, nullptr));
    // Before a cluster is made for it: a backup that is not whole leaves nothing behind.
    MOHUR_TRY_VOID(documents::check_backup(folder, seal));
    {
        MOHUR_TRY(const auto into, administration_of(config, arguments, false));
        if (into.cluster) {
            MOHUR_TRY_VOID(sql::bootstrap(into.cluster->maintenance()));
        }
        MOHUR_TRY_VOID(documents::restore(
            folder, {into.database, into.programs, config.data / "content"}, seal));
    }
    return prove(context, config);
}

int run(const CommandContext& context, std::string_view command, std::span<const std::string> words,
        Result<int> (*body)(const CommandContext&, const Arguments&)) {
    const auto arguments = Arguments::parse(words, kOptions);
    if (!arguments) {
        return complain(context, command, arguments.error());
    }
    const auto done = body(context, *arguments);
    return done ? *done : complain(context, command, done.error());
}

}  // namespace

int run_migrate(const CommandContext& context, std::span<const std::string> arguments) {
    return run(context, "migrate", arguments, migrate);
}

int run_backup(const CommandContext& context, std::span<const std::string> arguments) {
    return run(context, "backup", arguments, backup);
}

int run_restore(const CommandContext& context, std::span<const std::string> arguments) {
    return run(context, "restore", arguments, restore);
}

}  // namespace mohur::server
