// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/audit/event.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kAppend{"event.append",
                                 "SELECT append_event($1, $2, $3::acting, $4::json) AS no"};

constexpr sql::Statement kHistory{"event.history", R"sql(
    SELECT event.no, event.type, event.recorded_at, event.actor_person, event.actor_assignment,
           event.on_behalf_of, payload.payload,
           coalesce(person.surname || ' ' || person.given_name, '') AS person_name,
           coalesce(behind.surname || ' ' || behind.given_name, '') AS behind_name
      FROM event
      JOIN event_payload AS payload USING (agency_id, stream, no)
      LEFT JOIN person ON person.id = event.actor_person
      LEFT JOIN assignment ON assignment.agency_id = event.agency_id
                          AND assignment.id = event.on_behalf_of
      LEFT JOIN person AS behind ON behind.id = assignment.person_id
     WHERE event.agency_id = $1 AND event.stream = $2
     ORDER BY event.no
)sql"};

// Sealed ones by the end of the log, the few others by count.
constexpr sql::Statement kCount{"event.count", R"sql(
    SELECT coalesce((SELECT max(leaf_index) + 1 FROM log_entry WHERE agency_id = $1), 0)
         + (SELECT count(*) FROM unsealed_event WHERE agency_id = $1) AS events
)sql"};

Event event_from(const sql::Row& row) {
    Event event;
    event.no = row.get<std::int64_t>("no");
    event.type = row.text("type");
    event.at = row.get<Time>("recorded_at");
    event.person = row.get<std::optional<PersonId>>("actor_person");
    event.assignment = row.get<std::optional<AssignmentId>>("actor_assignment");
    event.on_behalf_of = row.get<std::optional<AssignmentId>>("on_behalf_of");
    event.person_name = row.text("person_name");
    event.on_behalf_of_name = row.text("behind_name");
    event.payload = row.get<Json>("payload");
    return event;
}

}  // namespace

Result<void> record_event(sql::Transaction& tx, const Act& act, const Stream& stream,
                          std::string_view type, const Json& payload) {
    MOHUR_TRY_VOID(tx.exec(kAppend, stream.name(), type, acting(act), payload));
    return {};
}

Result<std::vector<Event>> events_of(sql::Transaction& tx, const Stream& stream) {
    MOHUR_TRY(const auto rows, tx.exec(kHistory, tx.agency(), stream.name()));
    return rows.map(event_from);
}

Result<std::int64_t> count_events(sql::Transaction& tx) {
    MOHUR_TRY(const auto row, tx.exec_one("agency-missing", kCount, tx.agency()));
    return row.get<std::int64_t>("events");
}

}  // namespace mohur::documents
