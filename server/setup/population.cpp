// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/setup/population.h"

#include "documents/access/logins.h"
#include "documents/exchange/peers.h"
#include "documents/filing/case_file.h"
#include "documents/organisation/organisation.h"
#include "documents/registry/registrar.h"
#include "server/auth/password_hasher.h"
#include "server/serve/database_opening.h"

#include <algorithm>
#include <map>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

/// Builds one agency after the other. Everything is done by the system itself, with its events.
class Population {
public:
    Population(const sql::Database& database, const Clock& clock, RandomSource& random)
        : database_{database},
          clock_{clock},
          ids_{clock, random},
          organisation_{ids_},
          registrar_{ids_},
          filing_{ids_},
          passwords_{PasswordHasher::Cost::interactive} {}

    Result<Json> add(const Json& agency) {
        const auto& code = agency["code"].as_string();
        MOHUR_TRY(const auto known, database_.read(sql::GlobalScope{}, [](sql::Transaction& tx) {
            return agencies(tx);
        }));
        for (const auto& one : known) {
            if (one.code == code) {
                return Json::object({{"id", to_string(one.id)}, {"existed", true}});
            }
        }
        const auto id = ids_.make<AgencyId>();
        const AgencyScope scope{id};
        MOHUR_TRY(auto made, database_.write(scope, [&](sql::Transaction& tx) {
            return found(tx, id, agency);
        }));
        MOHUR_TRY_VOID(add_logins(agency, made));
        return made;
    }

    /// The peers that an agency of `data` names and does not know yet. What is left out of a peer
    /// is that of the agency of its code in the same file, at this server.
    Result<void> add_peers(const Json& agency, const Json& data, const std::string& endpoint) {
        MOHUR_TRY(const auto all, database_.read(sql::GlobalScope{}, [](sql::Transaction& tx) {
            return agencies(tx);
        }));
        const auto& code = agency["code"].as_string();
        const auto ours = std::ranges::find(all, code, &Agency::code);
        MOHUR_CHECK(ours != all.end());
        return database_.write(AgencyScope{ours->id}, [&](sql::Transaction& tx) -> Result<void> {
            for (const auto& peer : agency["peers"].items()) {
                const auto& its_code = peer["code"].as_string();
                if (peer_by_code(tx, its_code)) {
                    continue;
                }
                MOHUR_TRY_VOID(
                    add_peer(tx, act(), ids_, new_peer(peer, described(data, its_code), endpoint)));
            }
            return {};
        });
    }

private:
    static Json described(const Json& data, const std::string& code) {
        const auto& agencies = data["agencies"].items();
        const auto found = std::ranges::find_if(
            agencies, [&](const Json& one) { return one["code"].as_string() == code; });
        return found == agencies.end() ? Json{} : *found;
    }

    static NewPeer new_peer(const Json& peer, const Json& agency, const std::string& endpoint) {
        const auto either = [](const Json& first, const Json& second) {
            return first.is_string() ? first.as_string() : second.as_string();
        };
        return {peer["code"].as_string(), either(peer["name"], agency["name"]),
                either(peer["voen"], agency["voen"]), either(peer["endpoint"], Json{endpoint})};
    }

    [[nodiscard]] Act act() const { return Act::system(clock_.now()); }

    Result<Json> found(sql::Transaction& tx, AgencyId id, const Json& agency) {
        const auto& voen = agency["voen"].as_string();
        MOHUR_TRY_VOID(
            organisation_.found(tx, act(),
                                {id, agency["code"].as_string(), agency["name"].as_string(),
                                 voen.empty() ? std::nullopt : std::optional{voen}}));
        MOHUR_TRY_VOID(organisation_.set_letterhead(
            tx, act(),
            {agency["address"].as_string(), agency["phone"].as_string(),
             agency["email"].as_string(), agency["name_genitive"].as_string()}));
        auto made = Json::object({{"id", to_string(id)}});
        MOHUR_TRY(const auto units, add_units(tx, agency));
        MOHUR_TRY(auto people, add_people(tx, agency, units));
        MOHUR_TRY(auto journals, add_journals(tx, agency));
        MOHUR_TRY(auto classes, add_classes(tx, agency));
        made.set("people", std::move(people))
            .set("journals", std::move(journals))
            .set("file_classes", std::move(classes));
        return made;
    }

    Result<std::map<std::string, UnitId>> add_units(sql::Transaction& tx, const Json& agency) {
        std::map<std::string, UnitId> units;
        for (const auto& unit : agency["units"].items()) {
            const auto& index = unit["index"].as_string();
            MOHUR_TRY(
                units[index],
                organisation_.add_unit(tx, act(), {std::nullopt, index, unit["name"].as_string()}));
        }
        return units;
    }

    Result<Json> add_people(sql::Transaction& tx, const Json& agency,
                            const std::map<std::string, UnitId>& units) {
        Json made = Json::array();
        for (const auto& person : agency["people"].items()) {
            const auto& fin = person["fin"].as_string();
            MOHUR_TRY(const auto id,
                      organisation_.add_person(
                          tx, act(),
                          {person["surname"].as_string(), person["given_name"].as_string(),
                           person["patronymic"].as_string(),
                           fin.empty() ? std::nullopt : std::optional{fin}}));
            const auto unit = units.find(person["unit"].as_string());
            if (unit == units.end()) {
                return Error::malformed("field-invalid", "field:unit");
            }
            MOHUR_TRY(const auto seat,
                      organisation_.assign(
                          tx, act(),
                          {id, unit->second, person["post"].as_string(), person["head"].as_bool(),
                           local_date(clock_.now()), std::nullopt}));
            MOHUR_TRY_VOID(grant(tx, seat, person["powers"]));
            made.push(Json::object({{"login", person["login"]},
                                    {"person", to_string(id)},
                                    {"assignment", to_string(seat)}}));
        }
        return made;
    }

    Result<void> grant(sql::Transaction& tx, AssignmentId seat, const Json& powers) {
        for (const auto& name : powers.items()) {
            const auto power = power_from(name.as_string());
            if (!power) {
                return Error::malformed("field-invalid", "field:powers");
            }
            MOHUR_TRY_VOID(organisation_.grant(tx, act(), seat, *power, "set-up"));
        }
        return {};
    }

    Result<Json> add_journals(sql::Transaction& tx, const Json& agency) {
        Json made = Json::array();
        for (const auto& journal : agency["journals"].items()) {
            const auto direction = direction_from(journal["direction"].as_string());
            if (!direction) {
                return Error::malformed("field-invalid", "field:direction");
            }
            MOHUR_TRY(const auto id,
                      registrar_.open_journal(
                          tx, act(),
                          {journal["name"].as_string(), *direction, journal["mask"].as_string(),
                           Period::year, journal["unit_index"].as_string(),
                           journal["file_index"].as_string()}));
            made.push(Json::object({{"name", journal["name"]}, {"id", to_string(id)}}));
        }
        return made;
    }

    Result<Json> add_classes(sql::Transaction& tx, const Json& agency) {
        Json made = Json::array();
        for (const auto& one : agency["file_classes"].items()) {
            MOHUR_TRY(const auto id,
                      filing_.add_class(tx, act(),
                                        {one["index"].as_string(), one["title"].as_string(),
                                         one["retention"].as_string()}));
            made.push(Json::object({{"index", one["index"]}, {"id", to_string(id)}}));
        }
        return made;
    }

    // Hashing takes a while, so it happens outside the agency's transaction.
    Result<void> add_logins(const Json& agency, const Json& made) {
        const auto& people = agency["people"].items();
        for (std::size_t i = 0; i < people.size(); ++i) {
            const auto& login = people[i]["login"].as_string();
            if (login.empty()) {
                continue;
            }
            MOHUR_TRY(const auto person,
                      PersonId::parse(made["people"].items()[i]["person"].as_string()));
            MOHUR_TRY(const auto hash,
                      passwords_.hash(Secret{std::string_view{people[i]["password"].as_string()}}));
            MOHUR_TRY_VOID(database_.write(sql::GlobalScope{}, [&](sql::Transaction& tx) {
                return set_login(tx, person, login, hash, clock_.now());
            }));
        }
        return {};
    }

    const sql::Database& database_;
    const Clock& clock_;
    IdSource ids_;
    Organisation organisation_;
    Registrar registrar_;
    Filing filing_;
    PasswordHasher passwords_;
};

}  // namespace

Result<Json> populate_database(const Config& config, const Json& data, const Clock& clock,
                               RandomSource& random) {
    MOHUR_TRY(const auto opened, open_database(config, clock, 2));
    Population population{opened.database, clock, random};
    auto made = Json::object();
    for (const auto& agency : data["agencies"].items()) {
        MOHUR_TRY(auto one, population.add(agency));
        made.set(agency["code"].as_string(), std::move(one));
    }
    for (const auto& agency : data["agencies"].items()) {
        MOHUR_TRY_VOID(population.add_peers(agency, data, config.public_url));
    }
    return made;
}

}  // namespace mohur::server
