// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::documents {

/// What an assignment may be empowered to do. Signing and sealing are separate rights
/// (imza, möhür səlahiyyəti).
enum class Power { sign, seal, register_documents, resolve, control, administer };

/// "register": the spelling of the database and the API.
[[nodiscard]] std::string_view to_string(Power power) noexcept;
[[nodiscard]] std::optional<Power> power_from(std::string_view name) noexcept;

struct Agency {
    AgencyId id;
    std::string code;  ///< "numune-nazirliyi": [a-z0-9-], unique in the cell
    std::string name;
    std::optional<std::string> voen;
};

/// What an agency prints on its papers besides its name. Empty where nothing has been said.
struct Letterhead {
    std::string address;        ///< up to 200 characters
    std::string phone;          ///< up to 60
    std::string email;          ///< up to 100
    std::string name_genitive;  ///< where the rule of templates/declension.h would miss it

    bool operator==(const Letterhead&) const = default;
};

struct NewUnit {
    std::optional<UnitId> parent;
    std::string index_text;  ///< "04": part of registration numbers
    std::string name;
};

struct Unit {
    UnitId id;
    std::optional<UnitId> parent;
    std::string index_text;
    std::string name;
};

struct NewPerson {
    std::string surname;
    std::string given_name;
    std::string patronymic;  ///< with oğlu / qızı; may be empty
    std::optional<std::string> fin;
};

struct Person {
    PersonId id;
    std::string surname;
    std::string given_name;
    std::string patronymic;
    std::optional<std::string> fin;
};

struct NewAssignment {
    PersonId person;
    UnitId unit;
    std::string post;
    bool is_head = false;  ///< of its unit
    Date starts;
    std::optional<Date> ends;  ///< the last day
};

/// A person in a post of one agency: what acts.
struct Assignment {
    AssignmentId id;
    PersonId person;
    std::string person_name;  ///< "Məmmədova Aynur Rauf qızı"
    UnitId unit;
    std::string unit_name;
    std::string unit_index;
    std::string post;
    bool is_head = false;
    Date starts;
    std::optional<Date> ends;
    std::vector<std::string> powers;  ///< spelled as to_string(Power)
};

struct NewSubstitution {
    AssignmentId principal;
    AssignmentId deputy;
    Date starts;
    Date ends;
    std::string ground;  ///< the order or act it stands on
    std::vector<Power> powers;
};

struct Substitution {
    SubstitutionId id;
    AssignmentId principal;
    std::string principal_name;
    AssignmentId deputy;
    std::string deputy_name;
    Date starts;
    Date ends;
    std::string ground;
    std::vector<std::string> powers;
    bool ended = false;
};

/// A post that a person may act from, with the principal whom he substitutes there, if any.
struct Seat {
    Agency agency;
    AssignmentId assignment;
    std::string post;
    std::string unit_name;
    std::optional<AssignmentId> principal;
    std::string principal_post;
    std::string principal_name;
};

/// Agencies, units, persons, posts, powers and substitutions. Thread-safe. Borrows `ids`.
///
/// Everything but founding an agency asks for the power `administer` of the act, or the system.
class Organisation {
public:
    explicit Organisation(const IdSource& ids) : ids_{ids} {}

    /// Founds an agency in its own scope: `tx` is a transaction of AgencyScope{agency.id}.
    [[nodiscard]] Result<void> found(sql::Transaction& tx, const Act& act,
                                     const Agency& agency) const;
    /// Replaces the letterhead of the transaction's agency.
    [[nodiscard]] Result<void> set_letterhead(sql::Transaction& tx, const Act& act,
                                              const Letterhead& letterhead) const;
    [[nodiscard]] Result<UnitId> add_unit(sql::Transaction& tx, const Act& act,
                                          const NewUnit& unit) const;
    /// A person is global; the event goes to the stream of the person in the acting agency.
    [[nodiscard]] Result<PersonId> add_person(sql::Transaction& tx, const Act& act,
                                              const NewPerson& person) const;
    [[nodiscard]] Result<AssignmentId> assign(sql::Transaction& tx, const Act& act,
                                              const NewAssignment& assignment) const;
    /// `last_day` is the last on which the assignment acts.
    [[nodiscard]] Result<void> end_assignment(sql::Transaction& tx, const Act& act, AssignmentId id,
                                              Date last_day) const;
    [[nodiscard]] Result<void> grant(sql::Transaction& tx, const Act& act, AssignmentId to,
                                     Power power, std::string_view ground) const;
    [[nodiscard]] Result<void> revoke(sql::Transaction& tx, const Act& act, AssignmentId from,
                                      Power power) const;
    [[nodiscard]] Result<SubstitutionId> substitute(sql::Transaction& tx, const Act& act,
                                                    const NewSubstitution& substitution) const;
    [[nodiscard]] Result<void> end_substitution(sql::Transaction& tx, const Act& act,
                                                SubstitutionId id) const;

private:
    const IdSource& ids_;
};

/// All agencies of the cell, by name. Any scope.
[[nodiscard]] Result<std::vector<Agency>> agencies(sql::Transaction& tx);
[[nodiscard]] Result<Agency> agency_of(sql::Transaction& tx, AgencyId id);
/// Of the transaction's agency.
[[nodiscard]] Result<Letterhead> letterhead_of(sql::Transaction& tx);
[[nodiscard]] Result<std::vector<Unit>> units(sql::Transaction& tx);
/// Posts held on `day`, with the holders' names and powers; sorted by the alphabet.
[[nodiscard]] Result<std::vector<Assignment>> assignments(sql::Transaction& tx, Date day);
[[nodiscard]] Result<Assignment> assignment_of(sql::Transaction& tx, AssignmentId id);
[[nodiscard]] Result<std::vector<Substitution>> substitutions(sql::Transaction& tx);
/// Any scope.
[[nodiscard]] Result<Person> person_of(sql::Transaction& tx, PersonId id);
/// Over all agencies; any scope.
[[nodiscard]] Result<std::vector<Seat>> seats_of(sql::Transaction& tx, PersonId person, Date day);

/// Refuses an act that the actor may not do: `denied` "assignment-inactive", "power-missing",
/// "substitution-missing". Without a power only the assignment and the substitution are checked.
/// Gives the assignment in whose place the act counts; nothing for the system.
[[nodiscard]] Result<std::optional<AssignmentId>> require(sql::Transaction& tx, const Act& act,
                                                          std::optional<Power> power);

}  // namespace mohur::documents
