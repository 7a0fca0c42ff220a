// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/serve/database_opening.h"

#include "documents/storage/bootstrap.h"
#include "documents/storage/migrator.h"
#include "documents/storage/role_check.h"

namespace mohur::server {
namespace {

namespace sql = documents::sql;

Result<void> prepare(const sql::PrivateCluster& cluster, const Clock& clock) {
    MOHUR_TRY_VOID(sql::bootstrap(cluster.maintenance()));
    MOHUR_TRY_VOID(sql::migrate(cluster.target(sql::Role::migrate), clock));
    return {};
}

Result<sql::Database> connect(const sql::Target& target, const sql::PoolLimits& limits) {
    MOHUR_TRY_VOID(sql::check_role(target));
    MOHUR_TRY_VOID(sql::check_schema(target));
    return sql::Database::connect(target, limits);
}

}  // namespace

sql::ClusterSettings cluster_settings(const Config& config) {
    sql::ClusterSettings settings;
    settings.directory = config.data / "postgres";
    return settings;
}

Result<OpenDatabase> open_database(const Config& config, const Clock& clock,
                                   std::size_t connections) {
    sql::PoolLimits limits;
    limits.connections = connections;
    if (config.database) {
        MOHUR_TRY(auto database, connect({*config.database}, limits));
        return OpenDatabase{std::nullopt, std::move(database)};
    }
    MOHUR_TRY(auto cluster, sql::PrivateCluster::start(cluster_settings(config)));
    MOHUR_TRY_VOID(prepare(cluster, clock));
    MOHUR_TRY(auto database, connect(cluster.target(sql::Role::app), limits));
    return OpenDatabase{std::move(cluster), std::move(database)};
}

Result<OpenDatabase> join_database(const Config& config, const Clock& clock) {
    sql::PoolLimits limits;
    limits.connections = 2;
    limits.statement_timeout = std::chrono::milliseconds{0};
    if (config.database) {
        MOHUR_TRY(auto database, connect({*config.database}, limits));
        return OpenDatabase{std::nullopt, std::move(database)};
    }
    MOHUR_TRY(auto cluster, sql::PrivateCluster::join(cluster_settings(config)));
    if (cluster.process_id() != 0) {
        MOHUR_TRY_VOID(prepare(cluster, clock));
    }
    MOHUR_TRY(auto database, connect(cluster.target(sql::Role::app), limits));
    return OpenDatabase{std::move(cluster), std::move(database)};
}

}  // namespace mohur::server
