// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/bootstrap.h"

#include "documents/storage/connection_internal.h"

namespace mohur::documents::sql {
namespace {

// The owner cannot log in, so that no session by accident passes the walls; `mohur_search` owns
// the functions that look across row-level security and add the agency predicate themselves.
constexpr const char* kRoles = R"sql(
    DO $$
    DECLARE
        wanted record;
    BEGIN
        FOR wanted IN SELECT * FROM (VALUES
            ('mohur_owner',   'NOLOGIN'),
            ('mohur_search',  'NOLOGIN'),
            ('mohur_migrate', 'LOGIN'),
            ('mohur_app',     'LOGIN'),
            ('mohur_read',    'LOGIN')) AS role(name, login)
        LOOP
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
                EXECUTE format('CREATE ROLE %I %s NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS',
                               wanted.name, wanted.login);
            END IF;
        END LOOP;
    END $$;
    GRANT mohur_owner TO mohur_migrate;
    GRANT mohur_search TO mohur_owner;
)sql";

constexpr Statement kDatabaseExists{"bootstrap.database_exists",
                                    "SELECT 1 AS found FROM pg_database WHERE datname = $1"};

constexpr const char* kGrants = R"sql(
    REVOKE ALL ON DATABASE mohur FROM PUBLIC;
    GRANT CONNECT ON DATABASE mohur TO mohur_migrate, mohur_app, mohur_read;
)sql";

}  // namespace

Result<void> bootstrap(const Target& maintenance) {
    MOHUR_TRY(auto connection, Connection::open(maintenance, {}));
    MOHUR_TRY_VOID(connection.script(kRoles));
    const Parameter name{kDatabaseName};
    MOHUR_TRY(const auto found, connection.exec(kDatabaseExists, {&name, 1}));
    if (found.empty()) {
        // CREATE DATABASE cannot run inside a transaction.
        MOHUR_TRY_VOID(connection.script("CREATE DATABASE mohur OWNER mohur_owner"));
    }
    MOHUR_TRY_VOID(connection.script(kGrants));
    return {};
}

}  // namespace mohur::documents::sql
