// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/drafting/known_facts.h"

#include "documents/resolution/resolution.h"
#include "tests/support/agency/test_agency.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace mohur::server {
namespace {

using namespace documents;  // NOLINT(google-build-using-namespace): records are what is known
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::must;
using ::testing::Not;
using testing::TestAgency;

templates::TemplatePackage package(std::string_view id) {
    return must(templates::TemplatePackage::shipped(id));
}

Json json(std::string_view text) {
    return must(Json::parse(text));
}

TEST(KnownFacts, ServeEverySourceOfTheShippedTemplates) {
    for (const auto id : templates::TemplatePackage::shipped_ids()) {
        const auto shipped = package(id);
        for (const auto& source : shipped.sources()) {
            EXPECT_THAT(KnownFacts::sources(), Contains(source.source)) << id;
        }
    }
}

KnownFacts some() {
    KnownFacts known;
    known.set("agency.name", "Nümunə Nazirliyi");
    known.set("answered.number", "12/3");
    known.set("answered.correspondent", "Sınaq Agentliyi");
    known.set("executor.name", "L.Quliyeva");
    known.set("signer.acting_for", "");
    return known;
}

TEST(KnownFacts, SuggestWhatIsGivenAndWhatMayBeChanged) {
    const auto letter = package("official-letter");
    EXPECT_EQ(some().suggest(letter), json(R"({"agency": {"name": "Nümunə Nazirliyi"},
        "incoming": {"number": "12/3"}, "addressee": {"agency": "Sınaq Agentliyi"},
        "executor": {"name": "L.Quliyeva"}})"));
    EXPECT_THAT(some().given(letter), ElementsAre("/agency/name", "/incoming/number"));
}

TEST(KnownFacts, CompleteWhatTheWriterSays) {
    const auto letter = package("official-letter");
    EXPECT_EQ(some().complete(letter, json(R"({"addressee": {"agency": "Başqa Qurum"}})")).value(),
              json(R"({"addressee": {"agency": "Başqa Qurum"},
                       "agency": {"name": "Nümunə Nazirliyi"}, "incoming": {"number": "12/3"}})"))
        << "a suggestion is not put into the writer's mouth";
    EXPECT_TRUE(some().complete(letter, json(R"({"agency": {"name": "Nümunə Nazirliyi"}})")));
}

TEST(KnownFacts, RefuseWhatContradictsTheRecord) {
    const auto letter = package("official-letter");
    EXPECT_EQ(some().complete(letter, json(R"({"incoming": {"number": "13"}})")).error(),
              Error::malformed("fact-given", "/incoming/number"));
    EXPECT_EQ(some().complete(letter, json(R"({"agency": {"name": 1}})")).error(),
              Error::malformed("fact-given", "/agency/name"));
}

TEST(KnownFacts, OverwriteWithWhoSignsInFact) {
    KnownFacts known;
    known.set("signer.name", "Vüsal Abbasov");
    known.set("signer.acting_for", "Nazir Anar Məmmədov");
    EXPECT_EQ(known.overwrite(package("official-letter"),
                              json(R"({"signer": {"post": "Nazir", "name": "Anar Məmmədov"}})")),
              json(R"({"signer": {"post": "Nazir", "name": "Vüsal Abbasov",
                                  "acting_for": "Nazir Anar Məmmədov"}})"));
    const Json facts = json(R"({"signer": {"post": "Müdir", "name": "Elçin Quliyev"}})");
    EXPECT_EQ(known.overwrite(package("employment-certificate"), facts), facts)
        << "who confirms the facts of a certificate is not who seals it";
}

TEST(KnownFacts, KnowThatThereIsNone) {
    const auto letter = package("official-letter");
    KnownFacts known;
    known.set("signer.post", "Nazir");
    known.set_none("signer.acting_for");
    EXPECT_THAT(known.given(letter), ElementsAre("/signer/post", "/signer/acting_for"));
    EXPECT_EQ(known.suggest(letter), json(R"({"signer": {"post": "Nazir"}})"));
    EXPECT_EQ(known.complete(letter, json(R"({"signer": {"acting_for": "Nazir"}})")).error(),
              Error::malformed("fact-given", "/signer/acting_for"));
    EXPECT_EQ(known.overwrite(letter, json(R"({"body": ["x"], "signer": {"post": "Müavin",
                                               "acting_for": "Nazir Anar Məmmədov"}})")),
              json(R"({"body": ["x"], "signer": {"post": "Nazir"}})"));
    EXPECT_EQ(known.overwrite(letter, Json::object()), json(R"({"signer": {"post": "Nazir"}})"));
}

class OnRecord : public ::testing::Test {
protected:
    template <class Body>
    auto read(Body body) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return body(tx);
    }
    KnownFacts known(const Act& act, const Occasion& occasion) {
        return must(read([&](sql::Transaction& tx) { return known_facts(tx, act, occasion); }));
    }
    std::optional<AssignmentId> usual(std::optional<DocumentId> answers) {
        return must(read([&](sql::Transaction& tx) {
            return usual_signer(tx, agency_.act_of(agency_.office), answers);
        }));
    }
    Document resolved_letter(const testing::Member& author) {
        const auto letter = agency_.draft(Direction::incoming, agency_.office);
        return agency_.write([&](sql::Transaction& tx) -> Result<Document> {
            const Registrar registrar{agency_.ids()};
            const auto office = agency_.act_of(agency_.office);
            MOHUR_TRY_VOID(registrar.register_document(tx, office, letter.id, letter.row_version,
                                                       agency_.incoming));
            MOHUR_TRY(const auto held, document_of(tx, office, letter.id));
            MOHUR_TRY(const auto calendar, Calendar::load(tx));
            MOHUR_TRY_VOID(Resolutions{agency_.ids()}.add(
                tx, agency_.act_of(author), letter.id, held.row_version,
                {"Cavab hazırlansın.", {}, {{agency_.clerk.assignment, true, NoTerm{}}}},
                calendar));
            return document_of(tx, office, letter.id);
        });
    }
    TestAgency agency_;
};

TEST_F(OnRecord, IsTheLetterheadAndTheWriter) {
    agency_.write([&](sql::Transaction& tx) -> Result<bool> {
        MOHUR_TRY_VOID(Organisation{agency_.ids()}.set_letterhead(
            tx, agency_.act_of(agency_.chief), {"AZ1000, Bakı", "555 01 00", "a@b.example", ""}));
        return true;
    });
    const auto facts = known(agency_.act_of(agency_.clerk), {"Cavab", {}, {}});
    EXPECT_EQ(*facts.find("agency.name"), "Nümunə Nazirliyi");
    EXPECT_EQ(*facts.find("agency.voen"), "9952601861");
    EXPECT_EQ(*facts.find("agency.address"), "AZ1000, Bakı");
    EXPECT_EQ(*facts.find("agency.phone"), "555 01 00");
    EXPECT_EQ(*facts.find("card.subject"), "Cavab");
    EXPECT_EQ(*facts.find("executor.name"), "A.İsmayılov");
    EXPECT_EQ(facts.find("agency.name_genitive"), nullptr);
    EXPECT_EQ(facts.find("signer.name"), nullptr);
    EXPECT_EQ(facts.find("answered.number"), nullptr);
}

TEST_F(OnRecord, IsTheAnsweredLetterForThoseWhoMaySeeIt) {
    const auto letter = resolved_letter(agency_.head);
    const auto facts = known(agency_.act_of(agency_.clerk), {"", letter.id, {}});
    EXPECT_EQ(*facts.find("answered.number"), "12/7-55");
    EXPECT_EQ(facts.find("answered.date"), nullptr) << "the card does not say";
    const auto refused = read([&](sql::Transaction& tx) {
        return known_facts(tx, agency_.act_of(agency_.adviser), {"", letter.id, {}});
    });
    EXPECT_EQ(refused.error().reason, "document-missing");
}

TEST_F(OnRecord, IsWhoSignsAndForWhom) {
    const auto own = must(read(
        [&](sql::Transaction& tx) { return signing_facts(tx, agency_.act_of(agency_.head)); }));
    EXPECT_EQ(*own.find("signer.post"), "Nazir");
    EXPECT_EQ(*own.find("signer.name"), "Aynur Məmmədova");
    EXPECT_EQ(*own.find("signer.acting_for"), "");
    const auto deputy = must(read([&](sql::Transaction& tx) {
        return signing_facts(tx, agency_.act_for(agency_.clerk, agency_.head));
    }));
    EXPECT_EQ(*deputy.find("signer.post"), "Baş məsləhətçi");
    EXPECT_EQ(*deputy.find("signer.name"), "Aynur İsmayılov");
    EXPECT_EQ(*deputy.find("signer.acting_for"), "Nazir Aynur Məmmədova");
}

TEST_F(OnRecord, IsWhoUsuallySigns) {
    const auto second = agency_.hire("Abbasov", "Müavin", {Power::sign});
    EXPECT_EQ(usual({}), agency_.head.assignment) << "the leadership before the alphabet";
    EXPECT_EQ(usual(resolved_letter(agency_.head).id), agency_.head.assignment);
    const auto third = agency_.hire("Babayev", "Nazir müavini", {Power::sign, Power::resolve});
    EXPECT_EQ(usual(resolved_letter(third).id), third.assignment)
        << "who gave the resolution signs the answer";
    EXPECT_NE(usual({}), second.assignment);
}

}  // namespace
}  // namespace mohur::server
