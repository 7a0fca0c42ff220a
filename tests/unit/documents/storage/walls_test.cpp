// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/bootstrap.h"
#include "documents/storage/connection_internal.h"
#include "documents/storage/migrator.h"
#include "documents/storage/role_check.h"
#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

namespace mohur::documents::sql {
namespace {

using testing::must;
using testing::TestCluster;

Target of(Role role) {
    return TestCluster::shared().cluster().target(role);
}

TEST(RoleCheck, AdmitsTheApplicationsRole) {
    TestCluster::shared();
    EXPECT_TRUE(check_role(of(Role::app)));
    EXPECT_TRUE(check_role(of(Role::read)));
}

TEST(RoleCheck, RefusesTheSuperuserAndTheOwner) {
    const auto admin = check_role(of(Role::admin));
    ASSERT_FALSE(admin);
    EXPECT_EQ(admin.error().reason, "database-role-too-strong");
    EXPECT_NE(admin.error().detail.find("superuser"), std::string::npos);
    const auto migrate = check_role(of(Role::migrate));
    ASSERT_FALSE(migrate);
    EXPECT_NE(migrate.error().detail.find("table owner"), std::string::npos);
}

TEST(RoleCheck, RefusesBypassOfTheWalls) {
    auto admin = must(Connection::open(of(Role::admin), {}));
    must(admin.script("ALTER ROLE mohur_read BYPASSRLS"));
    const auto refused = check_role(of(Role::read));
    must(admin.script("ALTER ROLE mohur_read NOBYPASSRLS"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, "bypassrls");
}

TEST(Walls, StandAroundEveryTableOfAnAgency) {
    auto admin = must(Connection::open(of(Role::admin), {}));
    constexpr Statement unwalled{"test.unwalled", R"sql(
        SELECT relname::text AS relname
          FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'agency_id'
         WHERE relnamespace = 'mohur'::regnamespace AND relkind IN ('r', 'p')
           AND NOT (relrowsecurity AND relforcerowsecurity)
    )sql"};
    for (const auto& row : must(admin.exec(unwalled, {}))) {
        ADD_FAILURE() << row.text("relname") << " has agency_id and no row-level security";
    }
}

TEST(Walls, EveryTableOfAnAgencyHasTheAgencyFirstInItsKey) {
    auto admin = must(Connection::open(of(Role::admin), {}));
    constexpr Statement misordered{"test.misordered", R"sql(
        SELECT relname::text AS relname
          FROM pg_index
          JOIN pg_class ON pg_class.oid = indrelid
          JOIN pg_attribute ON attrelid = indrelid AND attname = 'agency_id'
         WHERE relnamespace = 'mohur'::regnamespace AND indisprimary AND indkey[0] <> attnum
    )sql"};
    for (const auto& row : must(admin.exec(misordered, {}))) {
        ADD_FAILURE() << row.text("relname");
    }
}

TEST(Walls, TheApplicationCannotChangeTheSchema) {
    auto app = must(Connection::open(of(Role::app), {}));
    for (const auto* ddl :
         {"CREATE TABLE mohur.mine (x int)", "DROP TABLE mohur.agency",
          "ALTER TABLE mohur.agency DISABLE ROW LEVEL SECURITY", "SET ROLE mohur_owner",
          "TRUNCATE mohur.agency", "DELETE FROM mohur.schema_migration"}) {
        const auto refused = app.script(ddl);
        ASSERT_FALSE(refused) << ddl;
        EXPECT_EQ(refused.error().code, ErrorCode::denied) << ddl;
    }
}

// Events, versions and registrations are facts: the application may add and read them only.
TEST(Walls, FactsCannotBeChangedByTheApplication) {
    auto admin = must(Connection::open(of(Role::admin), {}));
    constexpr Statement changeable{"test.changeable", R"sql(
        SELECT relname::text AS relname
          FROM pg_class
         WHERE relnamespace = 'mohur'::regnamespace AND relkind = 'r'
           AND relname IN ('event', 'event_payload', 'log_entry', 'log_head', 'document_version',
                           'document_file', 'registration', 'registration_step', 'signature',
                           'resolution', 'certificate_request', 'content')
           AND NOT (has_table_privilege('mohur_app', oid, 'UPDATE')
                    OR has_any_column_privilege('mohur_app', oid, 'UPDATE')
                    OR has_table_privilege('mohur_app', oid, 'DELETE')
                    OR has_table_privilege('mohur_app', oid, 'TRUNCATE'))
    )sql"};
    EXPECT_EQ(must(admin.exec(changeable, {})).size(), 12U);
}

// What looks over the walls is a short list that somebody has thought about.
TEST(Walls, FewFunctionsLookOverThem) {
    auto admin = must(Connection::open(of(Role::admin), {}));
    constexpr Statement overlooking{"test.overlooking", R"sql(
        SELECT proname::text AS name, proowner::regrole::text AS owner
          FROM pg_proc
         WHERE pronamespace = 'mohur'::regnamespace AND prosecdef
         ORDER BY proname
    )sql"};
    std::vector<std::string> names;
    for (const auto& row : must(admin.exec(overlooking, {}))) {
        names.push_back(row.text("name"));
        EXPECT_EQ(row.text("owner"), "mohur_search");
    }
    EXPECT_EQ(names, (std::vector<std::string>{"find_documents", "public_check", "seats_of"}));
}

TEST(Bootstrap, MayBeRepeated) {
    EXPECT_TRUE(bootstrap(TestCluster::shared().cluster().maintenance()));
}

TEST(Migrator, NumbersHaveNoGap) {
    ASSERT_FALSE(migrations().empty());
    EXPECT_EQ(migrations().front().name, "0001_create_foundation");
}

TEST(Migrator, RepeatingChangesNothing) {
    TestCluster::shared();
    const auto state = must(migrate(of(Role::migrate), SystemClock{}));
    EXPECT_EQ(state.applied, state.known);
    EXPECT_EQ(must(check_schema(of(Role::app))).applied, state.known);
}

TEST(Migrator, RefusesAnEditedStep) {
    auto admin = must(Connection::open(of(Role::admin), {}));
    must(admin.script("UPDATE mohur.schema_migration SET checksum = '\\x00' WHERE number = 1"));
    const auto refused = migrate(of(Role::migrate), SystemClock{});
    const Parameter text{migrations().front().text};
    constexpr Statement restore{
        "test.restore",
        "UPDATE mohur.schema_migration SET checksum = sha256(convert_to($1, 'UTF8'))"
        " WHERE number = 1"};
    must(admin.exec(restore, {&text, 1}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), Error::integrity("migration-changed", "0001_create_foundation"));
}

TEST(Migrator, SaysThatADatabaseIsBehind) {
    auto admin = must(Connection::open(of(Role::admin), {}));
    must(admin.script("BEGIN; UPDATE mohur.schema_migration SET number = -number; COMMIT"));
    const auto behind = check_schema(of(Role::app));
    must(admin.script("UPDATE mohur.schema_migration SET number = -number"));
    ASSERT_FALSE(behind);
    EXPECT_EQ(behind.error().reason, "schema-outdated");
}

TEST(Search, FoldsAzerbaijaniLikeTheProgram) {
    auto app = must(Connection::open(of(Role::app), {}));
    constexpr Statement fold{"test.fold", "SELECT az_fold($1) AS folded"};
    const Parameter text{"İSMAYILOVA Işıq ÇÖL Əğüş"};
    const auto rows = must(app.exec(fold, {&text, 1}));
    EXPECT_EQ(rows[0].text("folded"), "ismayilova isiq col egus");
}

}  // namespace
}  // namespace mohur::documents::sql
