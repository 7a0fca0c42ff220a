// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/serve/database_opening.h"

#include "documents/storage/bootstrap.h"
#include "documents/storage/migrator.h"
#include "documents/storage/role_check.h"

namespace mohur::server {
namespace {

namespace sql = documents::sql;

Result<sql::PrivateCluster> start_cluster(const Config& config, const Clock& clock) {
    sql::ClusterSettings settings;
    settings.directory = config.data / "postgres";
    MOHUR_TRY(auto cluster, sql::PrivateCluster::start(settings));
    MOHUR_TRY_VOID(sql::bootstrap(cluster.maintenance()));
    MOHUR_TRY_VOID(sql::migrate(cluster.target(sql::Role::migrate), clock));
    return cluster;
}

Result<sql::Database> connect(const sql::Target& target, std::size_t connections) {
    MOHUR_TRY_VOID(sql::check_role(target));
    MOHUR_TRY_VOID(sql::check_schema(target));
    sql::PoolLimits limits;
    limits.connections = connections;
    return sql::Database::connect(target, limits);
}

}  // namespace

Result<OpenDatabase> open_database(const Config& config, const Clock& clock,
                                   std::size_t connections) {
    if (config.database) {
        MOHUR_TRY(auto database, connect({*config.database}, connections));
        return OpenDatabase{std::nullopt, std::move(database)};
    }
    MOHUR_TRY(auto cluster, start_cluster(config, clock));
    MOHUR_TRY(auto database, connect(cluster.target(sql::Role::app), connections));
    return OpenDatabase{std::move(cluster), std::move(database)};
}

}  // namespace mohur::server
