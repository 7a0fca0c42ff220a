// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/sql_registrations.h"

#include "tests/bench/measurement.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace mohur::bench {
namespace {

struct Prepared {
    const char* name;
    const char* text;
};

// What documents/registry, documents/audit and documents/requests write for one registered letter.
constexpr std::array kStatements{
    Prepared{"request", R"sql(
        INSERT INTO request (agency_id, person_id, key, body_digest, created_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING)sql"},
    Prepared{"document", R"sql(
        INSERT INTO document (agency_id, id, state, direction, kind, title, summary, access_mark,
                              correspondent_id, their_number, their_date, sheets, author_id,
                              created_at, changed_at)
        VALUES ($1, $2, 'draft', 'internal', 'letter', $3, '', 'open', $4, '', NULL, 0, $5, $6, $6)
    )sql"},
    Prepared{"event", "SELECT append_event($1, $2, $3::acting, $4::json)"},
    Prepared{"participant", R"sql(
        INSERT INTO document_participant (agency_id, document_id, assignment_id, ground, since)
        VALUES ($1, $2, $3, 'author', $4) ON CONFLICT DO NOTHING)sql"},
    Prepared{"version", R"sql(
        INSERT INTO document_version (agency_id, document_id, no, note, created_by, created_at)
        VALUES ($1, $2, 1, '', $3, $4))sql"},
    Prepared{"content", R"sql(
        INSERT INTO content (agency_id, algorithm, digest, size, stored_at)
        VALUES ($1, 'sha-256', $2, $3, $4) ON CONFLICT DO NOTHING)sql"},
    Prepared{"file", R"sql(
        INSERT INTO document_file (agency_id, document_id, version_no, no, role, name, media_type,
                                   algorithm, digest, size)
        VALUES ($1, $2, 1, 1, 'main', 'letter.pdf', 'application/pdf', 'sha-256', $3, $4))sql"},
    Prepared{"current", R"sql(
        UPDATE document SET current_version = 1, row_version = row_version + 1, changed_at = $3
         WHERE agency_id = $1 AND id = $2)sql"},
    Prepared{"register",
             "SELECT register_document($1::acting, $2, 2, 'draft', 'registered', $3, $4)"},
    Prepared{"number", R"sql(
        SELECT index_text, number, on_date, state FROM registration_line
         WHERE agency_id = $1 AND id = $2)sql"},
    Prepared{"answer", R"sql(
        UPDATE request SET answer = $4 WHERE agency_id = $1 AND person_id = $2 AND key = $3)sql"},
};

/// As long as what the server stores as its answer.
constexpr std::size_t kAnswerBytes = 900;

using PgResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

PgResult checked(PGconn* connection, PGresult* raw) {
    PgResult result{raw, PQclear};
    const auto status = PQresultStatus(raw);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fail(std::string{"floor: "} + PQerrorMessage(connection));
    }
    return result;
}

PGconn* connected(const std::string& database) {
    PGconn* connection = PQconnectdb(
        (database + " options='-c search_path=mohur -c timezone=UTC -c jit=off'").c_str());
    if (PQstatus(connection) != CONNECTION_OK) {
        fail(std::string{"floor: "} + PQerrorMessage(connection));
    }
    return connection;
}

std::string beginning(const std::string& agency) {
    return "BEGIN; SET LOCAL mohur.agency = '" + agency + "'";
}

/// RFC 9562 clause 5.7, with lane and count where the random bits are.
std::string uuid_v7(std::size_t lane, std::uint64_t count, unsigned kind) {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    const auto ms = static_cast<unsigned long long>(now.count());
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%08llx-%04llx-7%03x-8%03x-%012llx",
                  (ms >> 16U) & 0xFFFFFFFFU, ms & 0xFFFFU, static_cast<unsigned>(lane) & 0xFFFU,
                  kind & 0xFFFU, static_cast<unsigned long long>(count) & 0xFFFFFFFFFFFFU);
    return text.data();
}

std::string now_utc(const char* format) {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 40> text{};
    std::strftime(text.data(), text.size(), format, &parts);
    return text.data();
}

std::string only_value(PGconn* connection, const std::string& agency, const std::string& query) {
    checked(connection, PQexec(connection, beginning(agency).c_str()));
    const auto rows = checked(connection, PQexec(connection, query.c_str()));
    std::string value = PQntuples(rows.get()) == 1 ? PQgetvalue(rows.get(), 0, 0) : "";
    checked(connection, PQexec(connection, "COMMIT"));
    return value;
}

}  // namespace

SqlRegistrations::SqlRegistrations(const RegistrationInputs& inputs, std::size_t lane)
    : inputs_{inputs},
      connection_{connected(inputs.database)},
      begin_{beginning(inputs.agency)},
      lane_{lane} {
    correspondent_ = only_value(
        connection_.get(), inputs.agency,
        std::string{"SELECT id FROM correspondent WHERE name = '"} + kCorrespondent + "'");
    prepare();
}

void SqlRegistrations::prepare() {
    for (const auto& statement : kStatements) {
        checked(connection_.get(),
                PQprepare(connection_.get(), statement.name, statement.text, 0, nullptr));
    }
}

void SqlRegistrations::script(const char* text) {
    checked(connection_.get(), PQexec(connection_.get(), text));
}

void SqlRegistrations::exec(const char* name, const Values& values) {
    checked(connection_.get(),
            PQexecPrepared(connection_.get(), name, static_cast<int>(values.size()), values.data(),
                           nullptr, nullptr, 1));
}

void SqlRegistrations::register_one() {
    ++count_;
    const auto document = uuid_v7(lane_, count_, 1);
    const auto registration = uuid_v7(lane_, count_, 2);
    const auto key = "floor-" + document;
    const auto now = now_utc("%Y-%m-%dT%H:%M:%SZ");
    const auto act = "(" + inputs_.person + "," + inputs_.assignment + ",," + now + "," +
                     now_utc("%Y-%m-%d") + ")";
    const auto stream = "document:" + document;
    const auto digest = "\\x" + inputs_.digest;
    const std::string card =
        std::string{R"({"direction":"internal","kind":"letter","title":")"} + kSqlSubject +
        R"(","summary":"","access_mark":"open","correspondent":")" + correspondent_ +
        R"(","their_number":"","their_date":null,"sheets":0})";
    const std::string files = R"({"version":1,"files":[{"role":"main","digest":"sha-256:)" +
                              inputs_.digest + R"(","size":)" + inputs_.size + "}]}";
    const std::string answer = "\"" + std::string(kAnswerBytes, 'x') + "\"";
    const char* agency = inputs_.agency.c_str();
    script(begin_.c_str());
    exec("request", {agency, inputs_.person.c_str(), key.c_str(), digest.c_str(), now.c_str()});
    exec("document", {agency, document.c_str(), kSqlSubject, correspondent_.c_str(),
                      inputs_.assignment.c_str(), now.c_str()});
    exec("event", {stream.c_str(), "document.captured", act.c_str(), card.c_str()});
    exec("participant", {agency, document.c_str(), inputs_.assignment.c_str(), now.c_str()});
    exec("version", {agency, document.c_str(), inputs_.assignment.c_str(), now.c_str()});
    exec("content", {agency, digest.c_str(), inputs_.size.c_str(), now.c_str()});
    exec("file", {agency, document.c_str(), digest.c_str(), inputs_.size.c_str()});
    exec("current", {agency, document.c_str(), now.c_str()});
    exec("event", {stream.c_str(), "document.version_added", act.c_str(), files.c_str()});
    exec("register",
         {act.c_str(), document.c_str(), inputs_.journals[lane_].c_str(), registration.c_str()});
    exec("number", {agency, registration.c_str()});
    exec("answer", {agency, inputs_.person.c_str(), key.c_str(), answer.c_str()});
    script("COMMIT");
}

RowsLeft rows_left(const RegistrationInputs& inputs, const char* subject) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection{connected(inputs.database),
                                                                  PQfinish};
    const auto total = [&](const std::string& from) {
        const auto text = only_value(
            connection.get(), inputs.agency,
            "SELECT count(*) FROM document " + from + " WHERE document.title = '" + subject + "'");
        return std::stoull(text);
    };
    constexpr std::array kTables{
        Prepared{"versions", "JOIN document_version AS t ON t.document_id = document.id"},
        Prepared{"files", "JOIN document_file AS t ON t.document_id = document.id"},
        Prepared{"participants", "JOIN document_participant AS t ON t.document_id = document.id"},
        Prepared{"registrations", "JOIN registration AS t ON t.document_id = document.id"},
        Prepared{"steps",
                 "JOIN registration AS r ON r.document_id = document.id"
                 " JOIN registration_step AS t ON t.registration_id = r.id"},
        Prepared{"events", "JOIN event AS t ON t.stream = 'document:' || document.id"},
        Prepared{"payloads", "JOIN event_payload AS t ON t.stream = 'document:' || document.id"},
    };
    RowsLeft left{total(""), {}};
    for (const auto& table : kTables) {
        const auto rows = total(table.text);
        if (left.letters == 0 || rows % left.letters != 0) {
            fail(std::string{"not every letter has the same number of "} + table.name);
        }
        left.rows_of_one +=
            std::string{table.name} + "=" + std::to_string(rows / left.letters) + " ";
    }
    return left;
}

std::uint64_t unsealed_events(const RegistrationInputs& inputs) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection{connected(inputs.database),
                                                                  PQfinish};
    return std::stoull(
        only_value(connection.get(), inputs.agency, "SELECT count(*) FROM unsealed_event"));
}

}  // namespace mohur::bench
