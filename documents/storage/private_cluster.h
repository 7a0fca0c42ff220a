// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/target.h"
#include "signing/core/result.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace mohur::documents::sql {

/// Where and how a private PostgreSQL runs.
struct ClusterSettings {
    std::filesystem::path directory;  ///< holds `data`, `run` and `log`; made if missing
    std::filesystem::path
        programs;  ///< folder of initdb and postgres; empty: the newest of /usr/lib/postgresql
    std::string run_as = "postgres";  ///< used only when this process is root; never root itself
    std::chrono::seconds start_timeout{30};
    bool durable = true;  ///< false only for throw-away clusters of tests: no fsync
};

/// A PostgreSQL of our own as a foreground child: Unix socket only, peer authentication, ICU `az`
/// collation, data checksums. It stops when this process ends, however that happens (the kernel
/// sends it SIGINT), so start it from a thread that lives as long as the process.
///
/// Thread-compatible. The destructor stops the server and waits for it.
class PrivateCluster {
public:
    /// Initialises the directory on first use, then starts. A lock file or socket left by a crash
    /// is outlived: starting is repeated until `start_timeout`. Errors: `unavailable`
    /// "postgresql-missing", "os-user-missing", "cluster-failed" (detail: end of the log);
    /// `denied` "cluster-path-unreadable" (detail: the parent that `run_as` cannot enter).
    [[nodiscard]] static Result<PrivateCluster> start(const ClusterSettings& settings);
    /// Uses the server that already runs on the directory (another process's, which is left alone
    /// at the end), or starts one as above. For commands beside `serve`: fsck, backup.
    [[nodiscard]] static Result<PrivateCluster> join(const ClusterSettings& settings);
    PrivateCluster(PrivateCluster&&) noexcept;
    PrivateCluster& operator=(PrivateCluster&&) noexcept;
    ~PrivateCluster();

    /// How to log in as `role` to our database; only the user that runs this process can.
    [[nodiscard]] Target target(Role role) const;
    /// As administrator to the database `postgres`, for `bootstrap`.
    [[nodiscard]] Target maintenance() const;
    /// The folder of the socket; short enough for sun_path (107 octets).
    [[nodiscard]] const std::filesystem::path& socket_directory() const noexcept;
    [[nodiscard]] const std::filesystem::path& programs() const noexcept;
    /// Of the postmaster that was started here, 0 of one that was joined; tests kill it.
    [[nodiscard]] int process_id() const noexcept;

    /// Fast shutdown: sessions are ended, everything committed is kept. Idempotent.
    Result<void> stop();

private:
    struct State;
    explicit PrivateCluster(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The newest PostgreSQL installed by the distribution, or `unavailable` "postgresql-missing".
[[nodiscard]] Result<std::filesystem::path> find_postgresql_programs();

}  // namespace mohur::documents::sql
