// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
// The reading side of the organisation.
#include "documents/organisation/organisation.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kAgencies{"directory.agencies", R"sql(
    SELECT id, code, name, voen FROM agency ORDER BY name, id
)sql"};

constexpr sql::Statement kAgency{"directory.agency", R"sql(
    SELECT id, code, name, voen FROM agency WHERE id = $1
)sql"};

constexpr sql::Statement kLetterhead{"directory.letterhead", R"sql(
    SELECT address, phone, email, name_genitive FROM letterhead WHERE agency_id = $1
)sql"};

constexpr sql::Statement kUnits{"directory.units", R"sql(
    SELECT id, parent_id, index_text, name FROM unit WHERE agency_id = $1 ORDER BY index_text
)sql"};

constexpr sql::Statement kAssignments{"directory.assignments", R"sql(
    SELECT assignment.id, assignment.person_id, assignment.unit_id, unit.name AS unit_name,
           unit.index_text AS unit_index, assignment.post, assignment.is_head, assignment.starts,
           assignment.ends,
           concat_ws(' ', person.surname, person.given_name, nullif(person.patronymic, ''))
               AS person_name,
           ARRAY(SELECT power FROM assignment_power
                  WHERE assignment_power.agency_id = assignment.agency_id
                    AND assignment_power.assignment_id = assignment.id AND revoked_at IS NULL
                  ORDER BY power) AS powers
      FROM assignment
      JOIN unit ON unit.agency_id = assignment.agency_id AND unit.id = assignment.unit_id
      JOIN person ON person.id = assignment.person_id
     WHERE assignment.agency_id = $1
       AND ($2::uuid IS NULL OR assignment.id = $2)
       AND ($3::date IS NULL
            OR ($3 >= assignment.starts AND (assignment.ends IS NULL OR $3 <= assignment.ends)))
     ORDER BY person_name, assignment.id
)sql"};

constexpr sql::Statement kSubstitutions{"directory.substitutions", R"sql(
    SELECT substitution.id, principal_id, deputy_id, substitution.starts, substitution.ends,
           ground, powers, ended_at IS NOT NULL AS ended,
           absent.surname || ' ' || absent.given_name AS principal_name,
           present.surname || ' ' || present.given_name AS deputy_name
      FROM substitution
      JOIN assignment AS principal ON principal.agency_id = substitution.agency_id
                                  AND principal.id = principal_id
      JOIN assignment AS deputy ON deputy.agency_id = substitution.agency_id
                               AND deputy.id = deputy_id
      JOIN person AS absent ON absent.id = principal.person_id
      JOIN person AS present ON present.id = deputy.person_id
     WHERE substitution.agency_id = $1
     ORDER BY substitution.starts DESC, substitution.id
)sql"};

constexpr sql::Statement kPerson{"directory.person", R"sql(
    SELECT id, surname, given_name, patronymic, fin FROM person WHERE id = $1
)sql"};

constexpr sql::Statement kSeats{"directory.seats", R"sql(
    SELECT agency_id, agency_code, agency_name, assignment_id, post, unit_name, principal_id,
           principal_post, principal_name
      FROM seats_of($1, $2)
     ORDER BY agency_name, post, assignment_id, principal_name NULLS FIRST
)sql"};

Agency agency_from(const sql::Row& row) {
    return {row.get<AgencyId>("id"), row.text("code"), row.text("name"),
            row.get<std::optional<std::string>>("voen")};
}

Assignment assignment_from(const sql::Row& row) {
    Assignment held;
    held.id = row.get<AssignmentId>("id");
    held.person = row.get<PersonId>("person_id");
    held.person_name = row.text("person_name");
    held.unit = row.get<UnitId>("unit_id");
    held.unit_name = row.text("unit_name");
    held.unit_index = row.text("unit_index");
    held.post = row.text("post");
    held.is_head = row.get<bool>("is_head");
    held.starts = row.get<Date>("starts");
    held.ends = row.get<std::optional<Date>>("ends");
    held.powers = row.get<std::vector<std::string>>("powers");
    return held;
}

Substitution substitution_from(const sql::Row& row) {
    Substitution one;
    one.id = row.get<SubstitutionId>("id");
    one.principal = row.get<AssignmentId>("principal_id");
    one.principal_name = row.text("principal_name");
    one.deputy = row.get<AssignmentId>("deputy_id");
    one.deputy_name = row.text("deputy_name");
    one.starts = row.get<Date>("starts");
    one.ends = row.get<Date>("ends");
    one.ground = row.text("ground");
    one.powers = row.get<std::vector<std::string>>("powers");
    one.ended = row.get<bool>("ended");
    return one;
}

Seat seat_from(const sql::Row& row) {
    Seat seat;
    seat.agency = {row.get<AgencyId>("agency_id"), row.text("agency_code"), row.text("agency_name"),
                   std::nullopt};
    seat.assignment = row.get<AssignmentId>("assignment_id");
    seat.post = row.text("post");
    seat.unit_name = row.text("unit_name");
    seat.principal = row.get<std::optional<AssignmentId>>("principal_id");
    seat.principal_post = row.get<std::optional<std::string>>("principal_post").value_or("");
    seat.principal_name = row.get<std::optional<std::string>>("principal_name").value_or("");
    return seat;
}

}  // namespace

Result<std::vector<Agency>> agencies(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kAgencies));
    return rows.map(agency_from);
}

Result<Agency> agency_of(sql::Transaction& tx, AgencyId id) {
    MOHUR_TRY(const auto row, tx.exec_one("agency-missing", kAgency, id));
    return agency_from(row);
}

Result<Letterhead> letterhead_of(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kLetterhead, tx.agency()));
    if (rows.empty()) {
        return Letterhead{};
    }
    const auto& row = rows[0];
    return Letterhead{row.text("address"), row.text("phone"), row.text("email"),
                      row.text("name_genitive")};
}

Result<std::vector<Unit>> units(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kUnits, tx.agency()));
    return rows.map([](const sql::Row& row) {
        return Unit{row.get<UnitId>("id"), row.get<std::optional<UnitId>>("parent_id"),
                    row.text("index_text"), row.text("name")};
    });
}

Result<std::vector<Assignment>> assignments(sql::Transaction& tx, Date day) {
    MOHUR_TRY(const auto rows, tx.exec(kAssignments, tx.agency(), std::nullopt, day));
    return rows.map(assignment_from);
}

Result<Assignment> assignment_of(sql::Transaction& tx, AssignmentId id) {
    MOHUR_TRY(const auto row,
              tx.exec_one("assignment-missing", kAssignments, tx.agency(), id, std::nullopt));
    return assignment_from(row);
}

Result<std::vector<Substitution>> substitutions(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kSubstitutions, tx.agency()));
    return rows.map(substitution_from);
}

Result<Person> person_of(sql::Transaction& tx, PersonId id) {
    MOHUR_TRY(const auto row, tx.exec_one("person-missing", kPerson, id));
    return Person{row.get<PersonId>("id"), row.text("surname"), row.text("given_name"),
                  row.text("patronymic"), row.get<std::optional<std::string>>("fin")};
}

Result<std::vector<Seat>> seats_of(sql::Transaction& tx, PersonId person, Date day) {
    MOHUR_TRY(const auto rows, tx.exec(kSeats, person, day));
    return rows.map(seat_from);
}

}  // namespace mohur::documents
