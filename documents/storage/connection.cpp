// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/connection_internal.h"
#include "documents/storage/sqlstate_internal.h"

#include <array>
#include <vector>

namespace mohur::documents::sql {
namespace {

constexpr int kBinary = 1;

std::string_view or_empty(const char* text) {
    return text == nullptr ? std::string_view{} : text;
}

std::string session_options(const SessionOptions& options) {
    return "-c search_path=mohur -c timezone=UTC -c client_min_messages=warning"
           // Compiling a query of ours costs more than it ever saves: all are short.
           " -c jit=off"
           " -c idle_in_transaction_session_timeout=60s"
           " -c lock_timeout=" +
           std::to_string(options.lock_timeout.count()) +
           " -c statement_timeout=" + std::to_string(options.statement_timeout.count());
}

// The message of the server goes to the detail only where it cannot hold data of a row.
Error error_of(const PGresult* result) {
    const auto sqlstate = or_empty(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    if (sqlstate.empty()) {
        return Error::unavailable("database-unavailable", "connection lost");
    }
    auto error = translate(sqlstate, or_empty(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)),
                           or_empty(PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME)));
    const bool of_a_query = sqlstate.starts_with("42") || sqlstate.starts_with("XX");
    if (of_a_query) {
        error.detail += ": ";
        error.detail += or_empty(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    }
    return error;
}

std::size_t affected_rows(PGresult* result) {
    const std::string text{or_empty(PQcmdTuples(result))};
    return text.empty() ? 0 : std::stoull(text);
}

}  // namespace

Result<Connection> Connection::open(const Target& target, const SessionOptions& options) {
    const std::string settings = session_options(options);
    // `dbname` is expanded first, so the keywords after it win over the URI.
    const std::array<const char*, 6> keywords{
        "dbname", "options", "application_name", "client_encoding", "connect_timeout", nullptr};
    const std::array<const char*, 6> values{
        target.uri.c_str(), settings.c_str(), "mohur", "UTF8", "5", nullptr};
    PgConnection handle{PQconnectdbParams(keywords.data(), values.data(), 1)};
    if (PQstatus(handle.get()) != CONNECTION_OK) {
        return Error::unavailable("database-unavailable", PQerrorMessage(handle.get()));
    }
    PQsetNoticeProcessor(
        handle.get(), [](void*, const char*) {}, nullptr);
    return Connection{std::move(handle)};
}

Result<void> Connection::script(const std::string& text) {
    MOHUR_TRY_VOID(accept(PQexec(handle_.get(), text.c_str())));
    return {};
}

Result<Rows> Connection::exec(const Statement& statement, std::span<const Parameter> parameters) {
    MOHUR_TRY_VOID(prepare(statement));
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
    for (const auto& each : parameters) {
        values.push_back(each.is_null() ? nullptr : each.value().c_str());
        lengths.push_back(static_cast<int>(each.value().size()));
        formats.push_back(each.is_binary() ? kBinary : 0);
        if (!each.is_binary() && each.value().find('\0') != std::string::npos) {
            return Error::malformed("value-invalid", "NUL character");
        }
    }
    return accept(PQexecPrepared(handle_.get(), statement.name, static_cast<int>(values.size()),
                                 values.data(), lengths.data(), formats.data(), kBinary));
}

Result<void> Connection::prepare(const Statement& statement) {
    const auto known = prepared_.find(statement.name);
    if (known != prepared_.end()) {
        MOHUR_CHECK(known->second == statement.text ||
                    std::string_view{known->second} == statement.text);
        return {};
    }
    MOHUR_TRY_VOID(accept(PQprepare(handle_.get(), statement.name, statement.text, 0, nullptr)));
    prepared_.emplace(statement.name, statement.text);
    return {};
}

Result<Rows> Connection::accept(PGresult* raw) {
    PgResult result{raw};
    const auto status = PQresultStatus(raw);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
        return error_of(raw);
    }
    const auto affected = affected_rows(raw);
    const auto size = static_cast<std::size_t>(PQntuples(raw));
    return Rows{std::make_shared<ResultSet>(ResultSet{std::move(result)}), size, affected};
}

bool Connection::usable() const noexcept {
    return PQstatus(handle_.get()) == CONNECTION_OK;
}

bool Connection::failed() const noexcept {
    return PQtransactionStatus(handle_.get()) == PQTRANS_INERROR;
}

bool Connection::idle() const noexcept {
    return PQtransactionStatus(handle_.get()) == PQTRANS_IDLE;
}

}  // namespace mohur::documents::sql
