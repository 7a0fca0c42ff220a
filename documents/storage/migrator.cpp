// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/migrator.h"

#include "documents/storage/connection_internal.h"
#include "documents/storage/migration_files_embedded.h"

#include <array>
#include <charconv>

namespace mohur::documents::sql {
namespace {

// "mohr" in ASCII: one lock for all programs that migrate this database.
constexpr const char* kLock = "SELECT pg_advisory_lock(1836017778)";

constexpr const char* kHistory = R"sql(
    SET ROLE mohur_owner;
    CREATE SCHEMA IF NOT EXISTS mohur;
    CREATE TABLE IF NOT EXISTS mohur.schema_migration (
        number     integer     PRIMARY KEY,
        name       text        NOT NULL,
        checksum   bytea       NOT NULL,
        applied_at timestamptz NOT NULL
    );
    GRANT USAGE ON SCHEMA mohur TO mohur_app, mohur_read, mohur_search;
    GRANT SELECT ON mohur.schema_migration TO mohur_app, mohur_read;
)sql";

constexpr Statement kRecorded{"migrator.recorded", R"sql(
    SELECT checksum = sha256(convert_to($2, 'UTF8')) AS same
      FROM mohur.schema_migration
     WHERE number = $1
)sql"};

constexpr Statement kRecord{"migrator.record", R"sql(
    INSERT INTO mohur.schema_migration (number, name, checksum, applied_at)
    VALUES ($1, $2, sha256(convert_to($3, 'UTF8')), $4)
)sql"};

constexpr Statement kHighest{"migrator.highest", R"sql(
    SELECT coalesce(max(number), 0) AS number FROM mohur.schema_migration
)sql"};

std::vector<Migration> parse_migrations() {
    std::vector<Migration> all;
    for (const auto& file : migration_files()) {
        Migration step;
        std::from_chars(file.name.data(), file.name.data() + 4, step.number);
        step.name = file.name.substr(0, file.name.rfind('.'));
        step.text = file.content;
        MOHUR_CHECK(step.number > (all.empty() ? 0 : all.back().number));
        all.push_back(std::move(step));
    }
    return all;
}

Result<bool> is_applied(Connection& connection, const Migration& step) {
    const std::array<Parameter, 2> key{Parameter{step.number}, Parameter{step.text}};
    MOHUR_TRY(const auto rows, connection.exec(kRecorded, key));
    if (rows.empty()) {
        return false;
    }
    if (!rows[0].get<bool>("same")) {
        return Error::integrity("migration-changed", step.name);
    }
    return true;
}

Result<void> apply(Connection& connection, const Migration& step, Time now) {
    MOHUR_TRY_VOID(connection.script("BEGIN"));
    const auto done = connection.script(step.text);
    if (!done) {
        auto error = done.error();
        error.detail = step.name + ": " + error.detail;
        return error;
    }
    const std::array<Parameter, 4> record{Parameter{step.number}, Parameter{step.name},
                                          Parameter{step.text}, Parameter{now}};
    MOHUR_TRY_VOID(connection.exec(kRecord, record));
    MOHUR_TRY_VOID(connection.script("COMMIT"));
    return {};
}

Result<SchemaState> state_of(Connection& connection) {
    MOHUR_TRY(const auto rows, connection.exec(kHighest, {}));
    return SchemaState{rows[0].get<int>("number"), migrations().back().number};
}

}  // namespace

const std::vector<Migration>& migrations() {
    static const auto all = parse_migrations();
    return all;
}

Result<SchemaState> migrate(const Target& target, const Clock& clock) {
    MOHUR_TRY(auto connection, Connection::open(target, {}));
    MOHUR_TRY_VOID(connection.script(kLock));
    MOHUR_TRY_VOID(connection.script(kHistory));
    for (const auto& step : migrations()) {
        MOHUR_TRY(const bool done, is_applied(connection, step));
        if (!done) {
            MOHUR_TRY_VOID(apply(connection, step, clock.now()));
        }
    }
    return state_of(connection);
}

Result<SchemaState> check_schema(const Target& target) {
    MOHUR_TRY(auto connection, Connection::open(target, {}));
    const auto state = state_of(connection);
    if (!state || state->applied < state->known) {
        return Error::conflict("schema-outdated",
                               state ? std::to_string(state->applied) : state.error().detail);
    }
    return state;
}

}  // namespace mohur::documents::sql
