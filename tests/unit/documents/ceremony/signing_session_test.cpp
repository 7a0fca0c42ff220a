// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/ceremony/signing_session.h"

#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

#include <thread>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

class Ceremony : public ::testing::Test {
protected:
    Ceremony() {
        agency_.write([&](sql::Transaction& tx) {
            return Routes{}.start(tx, agency_.act_of(agency_.clerk), letter_.id,
                                  letter_.row_version,
                                  {{}, {{agency_.head.assignment, StepAction::sign}}});
        });
    }
    template <class Body>
    auto attempt(Body body) {
        return agency_.attempt(body);
    }
    Act head() const { return agency_.act_of(agency_.head); }
    Result<SigningSession> open(const Act& act) {
        return attempt([&](sql::Transaction& tx) {
            return ceremonies_.open(tx, act, letter_.id, agency_.outgoing);
        });
    }
    SigningIntent intent() const {
        const Digest digest{DigestAlgorithm::sha256, Bytes(32, 7)};
        return {"PAdES-BASELINE-LT", digest, digest, Bytes{0x30, 1}, "pkcs11", Bytes{1, 2, 3}};
    }
    Result<SigningSession> prepare(const SigningSession& session) {
        return attempt([&](sql::Transaction& tx) {
            return ceremonies_.record_intent(tx, head(), session.id, intent());
        });
    }
    Result<SigningIntent> redeem(const SigningSession& session) {
        return attempt(
            [&](sql::Transaction& tx) { return ceremonies_.redeem(tx, head(), session.id); });
    }
    SignedPaper paper(std::string indication = "TOTAL-PASSED") {
        return {{agency_.file("%PDF imzalı", FileRole::signed_paper)},
                "MƏMMƏDOVA AYNUR",
                std::move(indication),
                agency_.clock().now(),
                Json::object({{"signatures", Json::array()}})};
    }
    Result<Document> complete(const SigningSession& session, const SignedPaper& result) {
        return attempt([&](sql::Transaction& tx) {
            return ceremonies_.complete(tx, head(), session.id, result);
        });
    }
    SigningSession session_of(SigningSessionId id) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(signing_session_of(tx, Act::system(agency_.clock().now()), id));
    }
    TestAgency agency_;
    SystemRandom random_;
    Ceremonies ceremonies_{agency_.ids(), random_};
    Document letter_ = agency_.draft(Direction::outgoing, agency_.clerk);
};

TEST_F(Ceremony, TakesTheNumberBeforeTheSignatureAndRegistersAfterIt) {
    const auto session = must(open(head()));
    ASSERT_TRUE(session.registration);
    EXPECT_EQ(session.registration->index_text, "4/25-1");
    EXPECT_EQ(session.registration->state, RegistrationState::numbered);
    EXPECT_EQ(session.verification_code.size(), 20U);
    const auto rendered = agency_.file("%PDF 4/25-1 nömrəli");
    const auto ready = agency_.write([&](sql::Transaction& tx) {
        return ceremonies_.record_rendition(tx, head(), session.id, {rendered});
    });
    EXPECT_EQ(ready.version_no, 2);
    must(prepare(session));
    const auto stored = must(redeem(session));
    EXPECT_EQ(stored.prepared, (Bytes{1, 2, 3}));
    EXPECT_EQ(stored.to_be_signed, intent().to_be_signed);
    const auto done = must(complete(session, paper()));
    EXPECT_EQ(done.state, DocumentState::registered);
    EXPECT_EQ(done.registration->state, RegistrationState::registered);
    EXPECT_EQ(done.current_version, 3);
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto signatures = must(signatures_of(tx, head(), letter_.id));
    ASSERT_EQ(signatures.size(), 1U);
    EXPECT_EQ(signatures[0].post, "Nazir");
    EXPECT_EQ(signatures[0].format, "PAdES-BASELINE-LT");
}

TEST_F(Ceremony, GivesTheKeyOnceForAnIntent) {
    const auto session = must(open(head()));
    EXPECT_EQ(redeem(session).error().reason, "session-state");
    must(prepare(session));
    must(redeem(session));
    EXPECT_EQ(prepare(session).error().reason, "session-state");
    EXPECT_EQ(redeem(session).error().reason, "session-state");
    must(complete(session, paper()));
    EXPECT_EQ(complete(session, paper()).error().reason, "session-state");
}

TEST_F(Ceremony, AnIntentGivesWayToAnotherMeansUntilItIsRedeemed) {
    const auto session = must(open(head()));
    const auto first = must(prepare(session));
    auto other = intent();
    other.device = "mobile-id";
    other.means = "mobile-id";
    other.prepared = Bytes{9};
    const auto second = must(attempt([&](sql::Transaction& tx) {
        return ceremonies_.record_intent(tx, head(), session.id, other);
    }));
    EXPECT_EQ(second.device, "mobile-id");
    EXPECT_EQ(second.to_be_signed, other.to_be_signed);
    EXPECT_EQ(second.nonce.size(), 32U);
    EXPECT_NE(second.nonce, first.nonce);
    EXPECT_EQ(must(redeem(session)).prepared, Bytes{9});
}

TEST_F(Ceremony, GivesTheIntentAgainToWhoGoesOnAfterARestart) {
    const auto session = must(open(head()));
    must(prepare(session));
    const auto again = [&] {
        return attempt(
            [&](sql::Transaction& tx) { return ceremonies_.redeemed(tx, head(), session.id); });
    };
    EXPECT_EQ(again().error().reason, "session-state");
    const Bytes key(32, 3);
    must(attempt(
        [&](sql::Transaction& tx) { return ceremonies_.redeem(tx, head(), session.id, key); }));
    EXPECT_EQ(must(again()).prepared, intent().prepared);
    EXPECT_EQ(session_of(session.id).value_key, key);
    must(complete(session, paper()));
    EXPECT_EQ(again().error().reason, "session-state");
}

TEST_F(Ceremony, OfTwoRedemptionsAtOnceOneWins) {
    const auto session = must(open(head()));
    must(prepare(session));
    std::atomic<int> won{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] { won += redeem(session) ? 1 : 0; });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(won, 1);
}

TEST_F(Ceremony, TellsTheStoryInTheStreamOfTheDocument) {
    const auto session = must(open(head()));
    must(prepare(session));
    must(redeem(session));
    must(complete(session, paper()));
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    std::vector<std::string> types;
    for (const auto& event : must(history_of(tx, head(), letter_.id))) {
        types.push_back(event.type);
    }
    const std::vector<std::string> expected{
        "document.captured",     "document.version_added", "route.started",
        "registration.numbered", "signing.opened",         "signing.intended",
        "signing.key_used",      "document.version_added", "signing.ended",
        "document.signed",       "registration.registered"};
    EXPECT_EQ(types, expected);
}

TEST_F(Ceremony, AFailedTryUsesItsNumberAgain) {
    const auto first = must(open(head()));
    must(attempt([&](sql::Transaction& tx) {
        return ceremonies_.fail(tx, head(), first.id, "pin-incorrect");
    }));
    const auto second = must(open(head()));
    EXPECT_NE(second.id, first.id);
    EXPECT_EQ(second.registration->id, first.registration->id);
    EXPECT_EQ(second.verification_code, first.verification_code);
    EXPECT_EQ(session_of(first.id).reason, "pin-incorrect");
}

TEST_F(Ceremony, StoresNothingThatIsNotValid) {
    const auto session = must(open(head()));
    must(prepare(session));
    must(redeem(session));
    EXPECT_EQ(complete(session, paper("INDETERMINATE")).error(),
              Error::integrity("signature-not-valid", "INDETERMINATE"));
    auto unsigned_paper = paper();
    unsigned_paper.files = {agency_.file("x", FileRole::verification_report)};
    EXPECT_EQ(complete(session, unsigned_paper).error().reason, "signed-file-missing");
    EXPECT_EQ(agency_.reload(letter_.id).state, DocumentState::at_signing);
    EXPECT_TRUE(complete(session, paper()));
}

TEST_F(Ceremony, IsForTheSignatoryWithHisPower) {
    EXPECT_EQ(open(agency_.act_of(agency_.clerk)).error().reason, "power-missing");
    const auto other = agency_.hire("Rzayev", "Müavin", {Power::sign});
    EXPECT_EQ(open(agency_.act_of(other)).error().reason, "not-your-step");
    const auto session = must(open(head()));
    const auto stranger = attempt([&](sql::Transaction& tx) {
        return ceremonies_.record_intent(tx, agency_.act_of(other), session.id, intent());
    });
    EXPECT_EQ(stranger.error().reason, "not-your-session");
}

TEST_F(Ceremony, ASubstituteSignsInTheNameOfHisPrincipal) {
    const auto deputy = agency_.act_for(agency_.clerk, agency_.head);
    EXPECT_EQ(open(deputy).error().reason, "substitution-missing");
    const Date day{std::chrono::year{2026} / 3 / 5};
    agency_.write([&](sql::Transaction& tx) {
        return Organisation{agency_.ids()}.substitute(
            tx, agency_.act_of(agency_.chief),
            {agency_.head.assignment, agency_.clerk.assignment, day, day, "Əmr 7", {Power::sign}});
    });
    const auto session = must(open(deputy));
    EXPECT_EQ(session.on_behalf_of, agency_.head.assignment);
    EXPECT_EQ(open(head()).error().reason, "signing-in-progress");
}

TEST_F(Ceremony, ASessionEndsWithItsTime) {
    const auto session = must(open(head()));
    must(prepare(session));
    agency_.clock().advance(Ceremonies::kLifetime);
    EXPECT_EQ(redeem(session).error().reason, "session-expired");
    const auto ended = agency_.write([&](sql::Transaction& tx) {
        return ceremonies_.expire(tx, Act::system(agency_.clock().now()));
    });
    EXPECT_EQ(ended, 1);
    EXPECT_EQ(session_of(session.id).state, SessionState::expired);
    EXPECT_TRUE(open(head()));
}

TEST_F(Ceremony, GivenUpForGoodVoidsTheNumber) {
    const auto session = must(open(head()));
    must(attempt([&](sql::Transaction& tx) {
        return ceremonies_.abandon(tx, head(), session.id, "İmzadan imtina", true);
    }));
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto held = must(registration_of(tx, session.registration->id));
    EXPECT_EQ(held.state, RegistrationState::voided);
    EXPECT_EQ(held.reason, "İmzadan imtina");
    EXPECT_EQ(must(open(head())).registration->number, 2);
}

TEST_F(Ceremony, ARefusedDocumentKeepsItsNumberForTheNextRound) {
    const auto session = must(open(head()));
    agency_.write([&](sql::Transaction& tx) {
        return Routes{}.refuse(tx, head(), letter_.id, "Yenidən işlənsin");
    });
    EXPECT_FALSE(prepare(session) && redeem(session) && complete(session, paper()));
    const auto returned = agency_.reload(letter_.id);
    agency_.write([&](sql::Transaction& tx) {
        return Routes{}.start(tx, agency_.act_of(agency_.clerk), letter_.id, returned.row_version,
                              {{}, {{agency_.head.assignment, StepAction::sign}}});
    });
    EXPECT_EQ(must(open(head())).registration->id, session.registration->id);
}

}  // namespace
}  // namespace mohur::documents
