// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/arguments.h"
#include "server/cli/command.h"
#include "server/config/config.h"

#include <string_view>

/// What the commands over an installation's records share: serve, populate, fsck, migrate, backup,
/// restore.
namespace mohur::server {

/// Says why `command` failed, in the language of the context. The exit code: wrong usage, or not
/// done.
int complain(const CommandContext& context, std::string_view command, const Error& error);

/// The file of --config, with --data and --port over it where the command takes them. Errors:
/// `malformed` "usage-option-missing", those of `read_config`, "config-invalid-value".
[[nodiscard]] Result<Config> config_of(const Arguments& arguments);

/// The report of documents::fsck on the configured database, running or not, with every stored
/// time-stamp judged by the configured trust where there is one.
[[nodiscard]] Result<Json> examine_records(const CommandContext& context, const Config& config,
                                           bool content);

}  // namespace mohur::server
