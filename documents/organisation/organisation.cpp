// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/organisation/organisation.h"

#include "documents/audit/event.h"
#include "documents/model/names.h"

namespace mohur::documents {
namespace {

constexpr Names<Power, 6> kPowers{{{
    {Power::sign, "sign"},
    {Power::seal, "seal"},
    {Power::register_documents, "register"},
    {Power::resolve, "resolve"},
    {Power::control, "control"},
    {Power::administer, "administer"},
}}};

std::vector<std::string> names_of(const std::vector<Power>& powers) {
    std::vector<std::string> names;
    for (const auto power : powers) {
        names.emplace_back(to_string(power));
    }
    return names;
}

Json json_of(const std::vector<std::string>& names) {
    Json list = Json::array();
    for (const auto& name : names) {
        list.push(name);
    }
    return list;
}

Json json_of(Date day) {
    return sql::Parameter{day}.value();
}

constexpr sql::Statement kAct{"organisation.act", "SELECT act_as($1::acting, $2) AS place"};

constexpr sql::Statement kFound{"organisation.found", R"sql(
    INSERT INTO agency (id, code, name, voen, created_at) VALUES ($1, $2, $3, $4, $5)
)sql"};

constexpr sql::Statement kSetLetterhead{"organisation.set_letterhead", R"sql(
    INSERT INTO letterhead (agency_id, address, phone, email, name_genitive, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (agency_id) DO UPDATE
       SET address = $2, phone = $3, email = $4, name_genitive = $5, changed_at = $6
)sql"};

constexpr sql::Statement kAddUnit{"organisation.add_unit", R"sql(
    INSERT INTO unit (agency_id, id, parent_id, index_text, name, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

constexpr sql::Statement kAddPerson{"organisation.add_person", R"sql(
    INSERT INTO person (id, surname, given_name, patronymic, fin, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

constexpr sql::Statement kAssign{"organisation.assign", R"sql(
    INSERT INTO assignment (agency_id, id, person_id, unit_id, post, is_head, starts, ends)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql"};

constexpr sql::Statement kEndAssignment{"organisation.end_assignment", R"sql(
    UPDATE assignment SET ends = $3
     WHERE agency_id = $1 AND id = $2 AND (ends IS NULL OR ends > $3)
)sql"};

constexpr sql::Statement kGrant{"organisation.grant", R"sql(
    INSERT INTO assignment_power (agency_id, id, assignment_id, power, ground, granted_at)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

constexpr sql::Statement kRevoke{"organisation.revoke", R"sql(
    UPDATE assignment_power SET revoked_at = $4
     WHERE agency_id = $1 AND assignment_id = $2 AND power = $3 AND revoked_at IS NULL
)sql"};

constexpr sql::Statement kSubstitute{"organisation.substitute", R"sql(
    INSERT INTO substitution (agency_id, id, principal_id, deputy_id, starts, ends, ground, powers,
                              created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
)sql"};

constexpr sql::Statement kEndSubstitution{"organisation.end_substitution", R"sql(
    UPDATE substitution SET ended_at = $3
     WHERE agency_id = $1 AND id = $2 AND ended_at IS NULL
)sql"};

}  // namespace

std::string_view to_string(Power power) noexcept {
    return kPowers.name_of(power);
}

std::optional<Power> power_from(std::string_view name) noexcept {
    return kPowers.value_of(name);
}

Result<std::optional<AssignmentId>> require(sql::Transaction& tx, const Act& act,
                                            std::optional<Power> power) {
    const auto wanted = power ? sql::Parameter{to_string(*power)} : sql::Parameter{std::nullopt};
    MOHUR_TRY(const auto rows, tx.exec(kAct, acting(act), wanted));
    return rows[0].get<std::optional<AssignmentId>>("place");
}

Result<void> Organisation::found(sql::Transaction& tx, const Act& act, const Agency& agency) const {
    MOHUR_TRY_VOID(tx.exec(kFound, agency.id, agency.code, agency.name, agency.voen, act.at));
    return record_event(tx, act, Stream::agency(agency.id), "agency.founded",
                        Json::object({{"code", agency.code}, {"name", agency.name}}));
}

Result<void> Organisation::set_letterhead(sql::Transaction& tx, const Act& act,
                                          const Letterhead& letterhead) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    MOHUR_TRY_VOID(tx.exec(kSetLetterhead, tx.agency(), letterhead.address, letterhead.phone,
                           letterhead.email, letterhead.name_genitive, act.at));
    return record_event(tx, act, Stream::agency(tx.agency()), "agency.letterhead_set",
                        Json::object({{"address", letterhead.address},
                                      {"phone", letterhead.phone},
                                      {"email", letterhead.email},
                                      {"name_genitive", letterhead.name_genitive}}));
}

Result<UnitId> Organisation::add_unit(sql::Transaction& tx, const Act& act,
                                      const NewUnit& unit) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    const auto id = ids_.make<UnitId>();
    MOHUR_TRY_VOID(
        tx.exec(kAddUnit, tx.agency(), id, unit.parent, unit.index_text, unit.name, act.at));
    MOHUR_TRY_VOID(record_event(
        tx, act, Stream::agency(tx.agency()), "unit.added",
        Json::object({{"unit", to_string(id)}, {"index", unit.index_text}, {"name", unit.name}})));
    return id;
}

Result<PersonId> Organisation::add_person(sql::Transaction& tx, const Act& act,
                                          const NewPerson& person) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    const auto id = ids_.make<PersonId>();
    MOHUR_TRY_VOID(tx.exec(kAddPerson, id, person.surname, person.given_name, person.patronymic,
                           person.fin, act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::person(id), "person.added",
                                Json::object({{"person", to_string(id)}})));
    return id;
}

Result<AssignmentId> Organisation::assign(sql::Transaction& tx, const Act& act,
                                          const NewAssignment& assignment) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    const auto id = ids_.make<AssignmentId>();
    MOHUR_TRY_VOID(tx.exec(kAssign, tx.agency(), id, assignment.person, assignment.unit,
                           assignment.post, assignment.is_head, assignment.starts,
                           assignment.ends));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::person(assignment.person), "assignment.started",
                                Json::object({{"assignment", to_string(id)},
                                              {"unit", to_string(assignment.unit)},
                                              {"post", assignment.post},
                                              {"starts", json_of(assignment.starts)}})));
    return id;
}

Result<void> Organisation::end_assignment(sql::Transaction& tx, const Act& act, AssignmentId id,
                                          Date last_day) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    MOHUR_TRY(const auto held, assignment_of(tx, id));
    MOHUR_TRY_VOID(
        tx.change("assignment-already-ended", kEndAssignment, tx.agency(), id, last_day));
    return record_event(tx, act, Stream::person(held.person), "assignment.ended",
                        Json::object({{"assignment", to_string(id)}, {"ends", json_of(last_day)}}));
}

Result<void> Organisation::grant(sql::Transaction& tx, const Act& act, AssignmentId to, Power power,
                                 std::string_view ground) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    MOHUR_TRY(const auto held, assignment_of(tx, to));
    MOHUR_TRY_VOID(tx.exec(kGrant, tx.agency(), ids_.next(), to, to_string(power), ground, act.at));
    return record_event(
        tx, act, Stream::person(held.person), "power.granted",
        Json::object(
            {{"assignment", to_string(to)}, {"power", to_string(power)}, {"ground", ground}}));
}

Result<void> Organisation::revoke(sql::Transaction& tx, const Act& act, AssignmentId from,
                                  Power power) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    MOHUR_TRY(const auto held, assignment_of(tx, from));
    MOHUR_TRY_VOID(
        tx.change("power-missing", kRevoke, tx.agency(), from, to_string(power), act.at));
    return record_event(
        tx, act, Stream::person(held.person), "power.revoked",
        Json::object({{"assignment", to_string(from)}, {"power", to_string(power)}}));
}

Result<SubstitutionId> Organisation::substitute(sql::Transaction& tx, const Act& act,
                                                const NewSubstitution& substitution) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    MOHUR_TRY(const auto principal, assignment_of(tx, substitution.principal));
    const auto id = ids_.make<SubstitutionId>();
    const auto powers = names_of(substitution.powers);
    MOHUR_TRY_VOID(tx.exec(kSubstitute, tx.agency(), id, substitution.principal,
                           substitution.deputy, substitution.starts, substitution.ends,
                           substitution.ground, powers, act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::person(principal.person), "substitution.started",
                                Json::object({{"substitution", to_string(id)},
                                              {"principal", to_string(substitution.principal)},
                                              {"deputy", to_string(substitution.deputy)},
                                              {"starts", json_of(substitution.starts)},
                                              {"ends", json_of(substitution.ends)},
                                              {"ground", substitution.ground},
                                              {"powers", json_of(powers)}})));
    return id;
}

Result<void> Organisation::end_substitution(sql::Transaction& tx, const Act& act,
                                            SubstitutionId id) const {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    MOHUR_TRY_VOID(
        tx.change("substitution-already-ended", kEndSubstitution, tx.agency(), id, act.at));
    return record_event(tx, act, Stream::agency(tx.agency()), "substitution.ended",
                        Json::object({{"substitution", to_string(id)}}));
}

}  // namespace mohur::documents
