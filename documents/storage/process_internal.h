// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/result.h"

#include <sys/types.h>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mohur::documents::sql {

/// A user of the host.
struct OsUser {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
};

[[nodiscard]] Result<OsUser> os_user(const std::string& name);
/// Whom this process runs as.
[[nodiscard]] Result<OsUser> current_os_user();

/// A program of PostgreSQL with its arguments; standard output and error are appended to `log`.
struct Command {
    std::vector<std::string> arguments;  ///< [0] is an absolute path
    std::optional<OsUser> as;            ///< another user; needs root
    std::filesystem::path log;
    std::vector<std::string> environment;  ///< "NAME=value", added to that of this process
    bool dies_with_parent = false;         ///< SIGINT when the thread that started it ends
};

/// Starts in "/" without waiting. `unavailable` "program-missing" when it cannot be started.
[[nodiscard]] Result<pid_t> spawn(const Command& command);
/// Starts and waits; `unavailable` "program-failed" with the last lines of the log.
[[nodiscard]] Result<void> run(const Command& command);
/// The last `limit` octets of a log, for the detail of an error.
[[nodiscard]] std::string tail_of(const std::filesystem::path& log, std::size_t limit = 600);

}  // namespace mohur::documents::sql
