// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/drafting/known_facts.h"

#include "documents/organisation/organisation.h"
#include "documents/registry/registry.h"
#include "documents/resolution/resolution.h"
#include "server/api/document_view.h"

#include <algorithm>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): every line below speaks of
                            // records

const Json& fact_at(const Json& facts, std::string_view path) {
    const auto dot = path.find('.');
    return dot == path.npos ? facts[path]
                            : fact_at(facts[path.substr(0, dot)], path.substr(dot + 1));
}

/// The facts with the value at the path; without the fact where the value is empty.
Json with_fact(const Json& facts, std::string_view path, std::string_view value) {
    const auto dot = path.find('.');
    const std::string name{path.substr(0, dot)};
    const bool leaf = dot == path.npos;
    if (value.empty() && (leaf || !facts.contains(name))) {
        Json out = Json::object();
        for (const auto& [other, fact] : facts.members()) {
            if (other != name) {
                out.set(other, fact);
            }
        }
        return out;
    }
    Json out = facts.is_object() ? facts : Json::object();
    out.set(name, leaf ? Json{value} : with_fact(facts[name], path.substr(dot + 1), value));
    return out;
}

std::string pointer_of(std::string path) {
    std::ranges::replace(path, '.', '/');
    return "/" + path;
}

bool holds(const Assignment& one, std::string_view power) {
    return std::ranges::find(one.powers, power) != one.powers.end();
}

/// "L.Quliyeva", as the foot of a letter names its executor.
std::string short_name(const Person& person) {
    std::size_t length = 1;
    while (length < person.given_name.size() &&
           (static_cast<unsigned char>(person.given_name[length]) & 0xC0U) == 0x80U) {
        ++length;
    }
    return person.given_name.substr(0, length) + "." + person.surname;
}

/// "Anar Məmmədov", as a signature line reads.
std::string signing_name(const Person& person) {
    return person.given_name + " " + person.surname;
}

Result<void> add_agency(sql::Transaction& tx, KnownFacts& known) {
    MOHUR_TRY(const auto agency, agency_of(tx, tx.agency()));
    MOHUR_TRY(const auto letterhead, letterhead_of(tx));
    known.set("agency.name", agency.name);
    known.set("agency.name_genitive", letterhead.name_genitive);
    known.set("agency.voen", agency.voen.value_or(""));
    known.set("agency.address", letterhead.address);
    known.set("agency.phone", letterhead.phone);
    known.set("agency.email", letterhead.email);
    return {};
}

Result<void> add_answered(sql::Transaction& tx, const Act& act, DocumentId answered,
                          KnownFacts& known) {
    MOHUR_TRY(const auto document, document_of(tx, act, answered));
    known.set("answered.correspondent", document.correspondent_name);
    known.set("answered.number", document.card.their_number);
    known.set("answered.date", document.card.their_date ? to_iso(*document.card.their_date) : "");
    return {};
}

Result<void> add_signer(sql::Transaction& tx, AssignmentId signer, KnownFacts& known) {
    MOHUR_TRY(const auto assignment, assignment_of(tx, signer));
    MOHUR_TRY(const auto person, person_of(tx, assignment.person));
    known.set("signer.post", assignment.post);
    known.set("signer.name", signing_name(person));
    known.set_none("signer.acting_for");
    return {};
}

Result<void> add_principal(sql::Transaction& tx, AssignmentId principal, KnownFacts& known) {
    MOHUR_TRY(const auto assignment, assignment_of(tx, principal));
    MOHUR_TRY(const auto person, person_of(tx, assignment.person));
    known.set("signer.acting_for", assignment.post + " " + signing_name(person));
    return {};
}

}  // namespace

void KnownFacts::set(std::string_view source, std::string value) {
    MOHUR_CHECK(std::ranges::find(sources(), source) != sources().end());
    if (!value.empty()) {
        values_.insert_or_assign(std::string{source}, std::move(value));
    }
}

void KnownFacts::set_none(std::string_view source) {
    MOHUR_CHECK(std::ranges::find(sources(), source) != sources().end());
    values_.insert_or_assign(std::string{source}, std::string{});
}

const std::string* KnownFacts::find(std::string_view source) const {
    const auto found = values_.find(source);
    return found == values_.end() ? nullptr : &found->second;
}

const std::vector<std::string_view>& KnownFacts::sources() {
    static const std::vector<std::string_view> kSources{
        "agency.name",       "agency.name_genitive",   "agency.voen",  "agency.address",
        "agency.phone",      "agency.email",           "card.subject", "answered.number",
        "answered.date",     "answered.correspondent", "signer.post",  "signer.name",
        "signer.acting_for", "executor.name"};
    return kSources;
}

Result<Json> KnownFacts::complete(const templates::TemplatePackage& package, Json facts) const {
    for (const auto& source : package.sources()) {
        const auto* value = source.given ? find(source.source) : nullptr;
        if (value == nullptr) {
            continue;
        }
        const Json& said = fact_at(facts, source.path);
        if (!said.is_null() && said != Json{*value}) {
            return Error::malformed("fact-given", pointer_of(source.path));
        }
        facts = with_fact(facts, source.path, *value);
    }
    return facts;
}

Json KnownFacts::overwrite(const templates::TemplatePackage& package, Json facts) const {
    for (const auto& source : package.sources()) {
        if (const auto* value = find(source.source); value != nullptr && source.given) {
            facts = with_fact(facts, source.path, *value);
        }
    }
    return facts;
}

Json KnownFacts::suggest(const templates::TemplatePackage& package) const {
    Json facts = Json::object();
    for (const auto& source : package.sources()) {
        if (const auto* value = find(source.source)) {
            facts = with_fact(facts, source.path, *value);
        }
    }
    return facts;
}

std::vector<std::string> KnownFacts::given(const templates::TemplatePackage& package) const {
    std::vector<std::string> out;
    for (const auto& source : package.sources()) {
        if (source.given && find(source.source) != nullptr) {
            out.push_back(pointer_of(source.path));
        }
    }
    return out;
}

Result<KnownFacts> known_facts(sql::Transaction& tx, const Act& act, const Occasion& occasion) {
    KnownFacts known;
    known.set("card.subject", occasion.subject);
    MOHUR_TRY_VOID(add_agency(tx, known));
    if (occasion.answers) {
        MOHUR_TRY_VOID(add_answered(tx, act, *occasion.answers, known));
    }
    if (occasion.signer) {
        MOHUR_TRY_VOID(add_signer(tx, *occasion.signer, known));
    }
    if (act.person) {
        MOHUR_TRY(const auto person, person_of(tx, *act.person));
        known.set("executor.name", short_name(person));
    }
    return known;
}

Result<KnownFacts> signing_facts(sql::Transaction& tx, const Act& act) {
    KnownFacts known;
    if (act.assignment) {
        MOHUR_TRY_VOID(add_signer(tx, *act.assignment, known));
    }
    if (act.on_behalf_of) {
        MOHUR_TRY_VOID(add_principal(tx, *act.on_behalf_of, known));
    }
    return known;
}

Result<std::optional<AssignmentId>> usual_signer(sql::Transaction& tx, const Act& act,
                                                 std::optional<DocumentId> answers) {
    MOHUR_TRY(auto all, assignments(tx, local_date(act.at)));
    std::erase_if(all, [](const Assignment& one) { return !holds(one, "sign"); });
    if (answers) {
        MOHUR_TRY(const auto resolutions, resolutions_of(tx, act, *answers));
        for (const auto& resolution : resolutions) {
            if (std::ranges::find(all, resolution.author, &Assignment::id) != all.end()) {
                return std::optional{resolution.author};
            }
        }
    }
    const auto leader =
        std::ranges::find_if(all, [](const Assignment& one) { return holds(one, "resolve"); });
    if (leader != all.end()) {
        return std::optional{leader->id};
    }
    return all.empty() ? std::nullopt : std::optional{all.front().id};
}

}  // namespace mohur::server
