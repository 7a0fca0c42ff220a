// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/dump.h"

#include "documents/storage/connection_internal.h"
#include "documents/storage/process_internal.h"

#include <array>

namespace mohur::documents::sql {
namespace {

using ConnectionOptions = Handle<PQconninfoOption, PQconninfoFree>;

struct Variable {
    std::string_view keyword;
    const char* name;
};

// PostgreSQL manual 34.15.
constexpr std::array kVariables{
    Variable{"host", "PGHOST"},
    Variable{"hostaddr", "PGHOSTADDR"},
    Variable{"port", "PGPORT"},
    Variable{"dbname", "PGDATABASE"},
    Variable{"user", "PGUSER"},
    Variable{"password", "PGPASSWORD"},
    Variable{"passfile", "PGPASSFILE"},
    Variable{"sslmode", "PGSSLMODE"},
    Variable{"sslcert", "PGSSLCERT"},
    Variable{"sslkey", "PGSSLKEY"},
    Variable{"sslrootcert", "PGSSLROOTCERT"},
};

Result<std::vector<std::string>> environment_of(const Target& target) {
    char* message = nullptr;
    const ConnectionOptions options{PQconninfoParse(target.uri.c_str(), &message)};
    const Handle<void, PQfreemem> owned{message};
    if (options == nullptr) {
        return Error::malformed("database-address-invalid");
    }
    std::vector<std::string> environment{"PGOPTIONS=-c statement_timeout=0 -c lock_timeout=0"};
    for (const auto* each = options.get(); each->keyword != nullptr; ++each) {
        for (const auto& variable : kVariables) {
            if (each->val != nullptr && variable.keyword == each->keyword) {
                environment.push_back(std::string{variable.name} + "=" + each->val);
            }
        }
    }
    return environment;
}

Result<void> run_tool(const Target& target, std::vector<std::string> arguments,
                      const std::filesystem::path& log) {
    Command command;
    command.arguments = std::move(arguments);
    MOHUR_TRY(auto environment, environment_of(target));
    command.environment = std::move(environment);
    command.log = log;
    const auto outcome = run(command);
    std::error_code ignored;
    std::filesystem::remove(log, ignored);
    return outcome;
}

constexpr Statement kHasSchema{"dump.has_schema",
                               "SELECT to_regnamespace('mohur') IS NOT NULL AS present"};

}  // namespace

Result<void> dump_database(const Target& target, const std::filesystem::path& programs,
                           const std::filesystem::path& file) {
    return run_tool(target,
                    {(programs / "pg_dump").string(), "--format=custom", "--no-password",
                     "--schema=mohur", "--file=" + file.string()},
                    file.string() + ".log");
}

Result<void> restore_database(const Target& target, const std::filesystem::path& programs,
                              const std::filesystem::path& file) {
    {
        MOHUR_TRY(auto connection, Connection::open(target, {}));
        MOHUR_TRY(const auto rows, connection.exec(kHasSchema, {}));
        if (rows[0].get<bool>("present")) {
            return Error::conflict("restore-target-not-empty", "database");
        }
    }
    return run_tool(target,
                    {(programs / "pg_restore").string(), "--no-password", "--exit-on-error",
                     "--single-transaction", "--dbname=" + std::string{"mohur"}, file.string()},
                    file.string() + ".log");
}

}  // namespace mohur::documents::sql
