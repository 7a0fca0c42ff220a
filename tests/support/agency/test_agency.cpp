// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/agency/test_agency.h"

#include <atomic>

namespace mohur::testing {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): a test fixture of that floor

std::string unique_code() {
    static std::atomic<int> count{0};
    return "qurum-" + std::to_string(++count);
}

}  // namespace

TestAgency::TestAgency() : TestAgency{TestCluster::shared().database()} {}

TestAgency::TestAgency(const sql::Database& database)
    : database_{database},
      clock_{*parse_rfc3339("2026-03-05T06:00:00Z")},
      ids_{clock_, random_},
      scope_{ids_.make<AgencyId>()} {
    const Organisation organisation{ids_};
    const auto system = Act::system(clock_.now());
    write([&](sql::Transaction& tx) -> Result<bool> {
        MOHUR_TRY_VOID(organisation.found(
            tx, system, {scope_.agency(), unique_code(), "Nümunə Nazirliyi", "9952601861"}));
        MOHUR_TRY(unit, organisation.add_unit(tx, system, {{}, "04", "Hüquq şöbəsi"}));
        return true;
    });
    chief = hire("Quliyev", "Sistem inzibatçısı", {Power::administer});
    head = hire("Məmmədova", "Nazir", {Power::sign, Power::resolve, Power::control});
    office = hire("Əliyeva", "Kargüzar", {Power::register_documents});
    keeper = hire("Hüseynov", "Möhür saxlayan", {Power::seal});
    clerk = hire("İsmayılov", "Baş məsləhətçi", {});
    adviser = hire("Şükürlü", "Hüquqşünas", {});
    const Registrar registrar{ids_};
    write([&](sql::Transaction& tx) -> Result<bool> {
        const auto open = [&](NewJournal journal) {
            return registrar.open_journal(tx, act_of(chief), journal);
        };
        MOHUR_TRY(incoming,
                  open({"Daxil olan", Direction::incoming, "D-{seq}/{yy}", Period::year, "", ""}));
        MOHUR_TRY(outgoing, open({"Göndərilən", Direction::outgoing, "{unit}/{file}-{seq}",
                                  Period::year, "4", "25"}));
        MOHUR_TRY(certificates, open({"Arayışlar", Direction::certificate,
                                      "AR-{yyyy}-{seq:6}-{check}", Period::year, "", ""}));
        return true;
    });
}

Act TestAgency::act_of(const Member& member) const {
    return {member.person, member.assignment, {}, clock_.now()};
}

Act TestAgency::act_for(const Member& deputy, const Member& principal) const {
    return {deputy.person, deputy.assignment, principal.assignment, clock_.now()};
}

NewFile TestAgency::file(std::string_view content, FileRole role) {
    auto blob = must(blobs_.put(scope_.agency(), MemorySource{to_bytes(as_bytes(content))}));
    return {role, "məktub.pdf", "application/pdf", std::move(blob)};
}

Card TestAgency::card(Direction direction) const {
    Card card;
    card.direction = direction;
    card.kind = "letter";
    card.title = "Təkliflərin təqdim edilməsi barədə";
    card.summary = "Qanun layihəsinə dair təkliflər";
    card.their_number = direction == Direction::incoming ? "12/7-55" : "";
    return card;
}

Document TestAgency::draft(Direction direction, const Member& author) {
    const auto paper = file("%PDF-1.7 nümunə");
    return write([&](sql::Transaction& tx) {
        return Registry{ids_}.capture(tx, act_of(author), card(direction), {paper});
    });
}

Document TestAgency::reload(DocumentId id) {
    return must(database_.read(scope_, [&](sql::Transaction& tx) {
        return document_of(tx, Act::system(clock_.now()), id);
    }));
}

Member TestAgency::hire(const std::string& surname, const std::string& post,
                        const std::vector<Power>& powers) {
    const Organisation organisation{ids_};
    const auto system = Act::system(clock_.now());
    return write([&](sql::Transaction& tx) -> Result<Member> {
        Member member;
        MOHUR_TRY(member.person, organisation.add_person(tx, system, {surname, "Aynur", "", {}}));
        MOHUR_TRY(
            member.assignment,
            organisation.assign(
                tx, system,
                {member.person, unit, post, false, Date{std::chrono::year{2026} / 1 / 5}, {}}));
        for (const auto power : powers) {
            MOHUR_TRY_VOID(
                organisation.grant(tx, system, member.assignment, power, "Nümunə əmr 1"));
        }
        return member;
    });
}

}  // namespace mohur::testing
