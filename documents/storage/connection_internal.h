// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/rows.h"
#include "documents/storage/statement.h"
#include "documents/storage/target.h"
#include "signing/core/handle.h"
#include "signing/core/result.h"

#include <libpq-fe.h>

#include <map>
#include <span>
#include <string>

namespace mohur::documents::sql {

using PgConnection = Handle<PGconn, PQfinish>;
using PgResult = Handle<PGresult, PQclear>;

struct ResultSet {
    PgResult result;
};

/// Settings that every session of ours starts with, as libpq `options`.
struct SessionOptions {
    std::chrono::milliseconds lock_timeout{0};
    std::chrono::milliseconds statement_timeout{0};
};

/// One session. One thread at a time.
class Connection {
public:
    [[nodiscard]] static Result<Connection> open(const Target& target,
                                                 const SessionOptions& options);

    /// Runs text of one or more statements without parameters; what they select is dropped.
    [[nodiscard]] Result<void> script(const std::string& text);
    /// Prepares the statement on first use and runs it.
    [[nodiscard]] Result<Rows> exec(const Statement& statement,
                                    std::span<const Parameter> parameters);
    /// False after the server or the network went away.
    [[nodiscard]] bool usable() const noexcept;
    /// No transaction is open and none has failed.
    [[nodiscard]] bool idle() const noexcept;
    /// A statement of the open transaction failed: only a rollback is possible.
    [[nodiscard]] bool failed() const noexcept;

private:
    explicit Connection(PgConnection handle) : handle_{std::move(handle)} {}
    [[nodiscard]] Result<void> prepare(const Statement& statement);
    [[nodiscard]] Result<Rows> accept(PGresult* raw);

    PgConnection handle_;
    std::map<std::string_view, const char*> prepared_;
};

}  // namespace mohur::documents::sql
