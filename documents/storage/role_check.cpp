// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/role_check.h"

#include "documents/storage/connection_internal.h"

namespace mohur::documents::sql {
namespace {

constexpr Statement kStrengths{"role_check.strengths", R"sql(
    SELECT concat_ws(', ',
               CASE WHEN role.rolsuper THEN 'superuser' END,
               CASE WHEN role.rolbypassrls THEN 'bypassrls' END,
               CASE WHEN role.rolcreaterole THEN 'createrole' END,
               CASE WHEN role.rolcreatedb THEN 'createdb' END,
               CASE WHEN EXISTS (
                   SELECT FROM pg_class
                    WHERE relnamespace = 'mohur'::regnamespace
                      AND pg_has_role(role.oid, relowner, 'MEMBER')) THEN 'table owner' END,
               CASE WHEN has_schema_privilege(role.oid, 'mohur', 'CREATE') THEN 'ddl' END
           ) AS strengths
      FROM pg_roles AS role
     WHERE role.rolname = session_user
)sql"};

}  // namespace

Result<void> check_role(const Target& target) {
    MOHUR_TRY(auto connection, Connection::open(target, {}));
    MOHUR_TRY(const auto rows, connection.exec(kStrengths, {}));
    const auto strengths = rows[0].text("strengths");
    if (!strengths.empty()) {
        return Error::denied("database-role-too-strong", strengths);
    }
    return {};
}

}  // namespace mohur::documents::sql
