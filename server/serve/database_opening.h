// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/database.h"
#include "documents/storage/private_cluster.h"
#include "server/config/config.h"
#include "signing/core/clock.h"

#include <optional>

namespace mohur::server {

/// A database that may be served from, with the cluster that runs it when it is a private one.
struct OpenDatabase {
    std::optional<documents::sql::PrivateCluster> cluster;
    documents::sql::Database database;
};

/// With a private cluster: start, bootstrap, migrate. With a given one: only the checks; migrations
/// are `mohur migrate`. Refuses a role that row-level security does not bind. `connections`: of the
/// pool.
[[nodiscard]] Result<OpenDatabase> open_database(const Config& config, const Clock& clock,
                                                 std::size_t connections);

/// The same for a command beside `serve`: a private cluster that runs already is used and left
/// running. Statements may take as long as they need.
[[nodiscard]] Result<OpenDatabase> join_database(const Config& config, const Clock& clock);

/// Where the private cluster of a configuration lies.
[[nodiscard]] documents::sql::ClusterSettings cluster_settings(const Config& config);

}  // namespace mohur::server
