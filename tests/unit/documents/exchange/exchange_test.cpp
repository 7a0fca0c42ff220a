// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/inbox.h"
#include "documents/exchange/outbox.h"
#include "documents/exchange/peers.h"

#include "documents/ceremony/signing_session.h"
#include "documents/workflow/route.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::Member;
using testing::must;
using testing::TestAgency;

constexpr Date kTheirDay{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{9}};

class Exchange : public ::testing::Test {
protected:
    Exchange() {
        peer_ = add("sinaq-agentliyi", "9915908371");
        letter_ = signed_letter();
    }

    PeerId add(const std::string& code, const std::string& voen) {
        return agency_.write([&](sql::Transaction& tx) {
            return add_peer(tx, system(), agency_.ids(),
                            {code, "Agentlik " + code, voen, "http://127.0.0.1:1"});
        });
    }

    /// An outgoing letter that went through the whole ceremony.
    Document signed_letter() {
        const auto draft = agency_.draft(Direction::outgoing, agency_.clerk);
        agency_.write([&](sql::Transaction& tx) {
            return Routes{}.start(tx, agency_.act_of(agency_.clerk), draft.id, draft.row_version,
                                  {{}, {{agency_.head.assignment, StepAction::sign}}});
        });
        const auto head = agency_.act_of(agency_.head);
        const auto session = agency_.write([&](sql::Transaction& tx) {
            return ceremonies_.open(tx, head, draft.id, agency_.outgoing);
        });
        const Digest digest{DigestAlgorithm::sha256, Bytes(32, 7)};
        const auto paper = agency_.file("%PDF imzalı", FileRole::signed_paper);
        return agency_.write([&](sql::Transaction& tx) -> Result<Document> {
            const SigningIntent intent{"PAdES-BASELINE-LT", digest,   digest,
                                       Bytes{0x30, 1},      "pkcs11", Bytes{1}};
            MOHUR_TRY_VOID(ceremonies_.record_intent(tx, head, session.id, intent));
            MOHUR_TRY_VOID(ceremonies_.redeem(tx, head, session.id));
            return ceremonies_.complete(tx, head, session.id,
                                        {{paper},
                                         "MƏMMƏDOVA AYNUR",
                                         "TOTAL-PASSED",
                                         agency_.clock().now(),
                                         Json::object({{"signatures", Json::array()}})});
        });
    }

    [[nodiscard]] Act system() { return Act::system(agency_.clock().now()); }
    StoredBlob blob(std::string_view text) {
        return must(
            agency_.blobs().put(agency_.scope().agency(), MemorySource{to_bytes(as_bytes(text))}));
    }
    Result<ConsignmentId> form(DocumentId document, const Member& who) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return outbox_.form_letter(tx, agency_.act_of(who), document, peer_);
        });
    }
    Result<void> seal(const OutgoingConsignment& formed, std::string_view package = "package") {
        const auto kept = blob(package);
        return agency_.attempt(
            [&](sql::Transaction& tx) { return outbox_.mark_sealed(tx, system(), formed, kept); });
    }
    OutgoingConsignment load(ConsignmentId id) {
        return agency_.write([&](sql::Transaction& tx) { return outgoing_of(tx, id); });
    }
    OutgoingConsignment begin_seal(ConsignmentId id) {
        return agency_.write([&](sql::Transaction& tx) { return begin_sealing(tx, system(), id); });
    }
    ConsignmentId sealed() {
        const auto id = must(form(letter_.id, agency_.office));
        must(seal(begin_seal(id)));
        return id;
    }
    OutgoingConsignment begin(ConsignmentId id) {
        return agency_.write([&](sql::Transaction& tx) { return begin_sending(tx, system(), id); });
    }
    template <class Mark>
    Result<void> mark(Mark call) {
        return agency_.attempt([&](sql::Transaction& tx) -> Result<void> { return call(tx); });
    }
    Result<OutgoingConsignment> take_receipt(PeerId from, ConsignmentId id,
                                             std::string_view index = "D-7/26") {
        return agency_.attempt([&](sql::Transaction& tx) {
            return accept_receipt(tx, system(), from, id, index, kTheirDay);
        });
    }
    std::optional<Job> next_job() {
        return agency_.write([&](sql::Transaction& tx) {
            return Jobs{agency_.ids()}.claim(
                tx, {std::string{kSealConsignment}, std::string{kDeliverConsignment}}, "test",
                agency_.clock().now(), std::chrono::seconds{60});
        });
    }
    Result<IncomingConsignment> arrive(const Reception& reception, std::string_view package) {
        const auto kept = blob(package);
        return agency_.attempt(
            [&](sql::Transaction& tx) { return receive(tx, system(), reception, kept); });
    }
    Result<void> attach(const IncomingConsignment& consignment, DocumentId document) {
        return mark([&](sql::Transaction& tx) {
            return attach_document(tx, system(), consignment, document);
        });
    }

    TestAgency agency_;
    SystemRandom random_;
    Ceremonies ceremonies_{agency_.ids(), random_};
    Outbox outbox_{agency_.ids()};
    PeerId peer_;
    Document letter_;
};

TEST_F(Exchange, FormsSealsSendsAndTakesTheReceipt) {
    const auto id = must(form(letter_.id, agency_.office));
    EXPECT_EQ(load(id).state, OutgoingState::formed);
    EXPECT_FALSE(load(id).package);
    must(seal(begin_seal(id)));
    EXPECT_EQ(load(id).package->size, 7U);
    const auto sent = begin(id);
    EXPECT_EQ(sent.attempt, 1);
    must(mark([&](sql::Transaction& tx) { return mark_delivered(tx, system(), sent); }));
    EXPECT_EQ(load(id).state, OutgoingState::delivered);
    for (int again = 0; again < 2; ++again) {
        const auto done = must(take_receipt(peer_, id));
        EXPECT_EQ(done.document, letter_.id);
        EXPECT_EQ(done.their_index, "D-7/26");
        EXPECT_EQ(done.their_date, kTheirDay);
    }
}

TEST_F(Exchange, EnqueuesTheNextStepWithTheOneThatMakesItDue) {
    const auto id = must(form(letter_.id, agency_.office));
    const auto seal_job = next_job();
    ASSERT_TRUE(seal_job);
    EXPECT_EQ(seal_job->kind, kSealConsignment);
    EXPECT_EQ(must(consignment_of(*seal_job)), id);
    EXPECT_FALSE(next_job()) << "nothing to deliver before it is sealed";
    must(seal(begin_seal(id)));
    EXPECT_EQ(next_job()->kind, kDeliverConsignment);
}

TEST_F(Exchange, TellsTheStoryInTheStreamOfTheDocument) {
    const auto id = sealed();
    const auto sent = begin(id);
    must(mark([&](sql::Transaction& tx) { return mark_delivered(tx, system(), sent); }));
    must(take_receipt(peer_, id));
    const auto events = agency_.write([&](sql::Transaction& tx) {
        return history_of(tx, agency_.act_of(agency_.office), letter_.id);
    });
    std::vector<std::string> types;
    for (const auto& event : events) {
        if (event.type.starts_with("consignment.")) {
            types.push_back(event.type);
        }
    }
    EXPECT_EQ(types, (std::vector<std::string>{"consignment.queued", "consignment.sealing",
                                               "consignment.sealed", "consignment.delivered",
                                               "consignment.registered"}));
}

TEST_F(Exchange, SendsToAPeerOnceUntilItIsRefusedOrGivenUp) {
    const auto id = sealed();
    EXPECT_EQ(form(letter_.id, agency_.office).error().reason, "dispatch-in-flight");
    const auto sent = begin(id);
    must(mark(
        [&](sql::Transaction& tx) { return mark_refused(tx, system(), sent, "sender-unknown"); }));
    EXPECT_EQ(load(id).refusal, "sender-unknown");
    EXPECT_TRUE(form(letter_.id, agency_.office));
}

TEST_F(Exchange, KeepsThePackageOfTheLatestSealer) {
    const auto id = must(form(letter_.id, agency_.office));
    const auto first = begin_seal(id);
    const auto second = begin_seal(id);
    EXPECT_EQ(seal(first, "the first").error().reason, "consignment-moved-on");
    must(seal(second, "the second"));
    EXPECT_EQ(load(id).attempt, 0) << "sending counts from the start";
    EXPECT_EQ(mark([&](sql::Transaction& tx) {
                  return mark_failed(tx, system(), second, "tsa-down");
              }).error().reason,
              "consignment-moved-on")
        << "what is sealed cannot fail to be";
    EXPECT_EQ(agency_.attempt([&](sql::Transaction& tx) { return begin_sealing(tx, system(), id); })
                  .error()
                  .reason,
              "consignment-moved-on");
}

TEST_F(Exchange, SealsAgainWhatCouldNotBeSealed) {
    const auto id = must(form(letter_.id, agency_.office));
    const auto tried = begin_seal(id);
    must(mark([&](sql::Transaction& tx) { return mark_failed(tx, system(), tried, "tsa-down"); }));
    EXPECT_EQ(load(id).state, OutgoingState::failed);
    must(seal(begin_seal(id)));
    EXPECT_EQ(load(id).state, OutgoingState::signed_);
}

TEST_F(Exchange, FencesAnAttemptThatWasOvertaken) {
    const auto id = sealed();
    const auto first = begin(id);
    const auto second = begin(id);
    EXPECT_EQ(second.attempt, 2);
    EXPECT_EQ(mark([&](sql::Transaction& tx) { return mark_delivered(tx, system(), first); })
                  .error()
                  .reason,
              "consignment-moved-on");
    must(mark([&](sql::Transaction& tx) { return mark_delivered(tx, system(), second); }));
}

TEST_F(Exchange, TakesUpAgainWhatWasGivenUp) {
    const auto id = sealed();
    const auto sent = begin(id);
    must(mark([&](sql::Transaction& tx) {
        return mark_unsent(tx, system(), sent, "connection-failed");
    }));
    EXPECT_EQ(load(id).state, OutgoingState::signed_);
    EXPECT_EQ(load(id).refusal, "connection-failed");
    must(mark([&](sql::Transaction& tx) {
        return mark_failed(tx, system(), sent, "connection-failed");
    }));
    EXPECT_EQ(load(id).state, OutgoingState::failed);
    EXPECT_EQ(begin(id).attempt, 2);
    EXPECT_EQ(load(id).state, OutgoingState::signed_);
}

TEST_F(Exchange, AReceiptOvertakesTheAnswerToTheDelivery) {
    const auto id = sealed();
    const auto sent = begin(id);
    must(take_receipt(peer_, id));
    must(mark([&](sql::Transaction& tx) { return mark_delivered(tx, system(), sent); }));
    EXPECT_EQ(load(id).state, OutgoingState::registered);
}

TEST_F(Exchange, ANewNumberOfThePeerReplacesTheOld) {
    const auto id = sealed();
    static_cast<void>(begin(id));
    must(take_receipt(peer_, id));
    EXPECT_EQ(must(take_receipt(peer_, id, "D-8/26")).their_index, "D-8/26");
}

TEST_F(Exchange, DoesNotTakeAReceiptFromAnotherPeer) {
    const auto id = sealed();
    EXPECT_EQ(take_receipt(add("ornek", "9901661391"), id).error().reason, "consignment-unknown");
}

TEST_F(Exchange, SendsOnlyWhatIsRegisteredAndSigned) {
    const auto draft = agency_.draft(Direction::outgoing, agency_.clerk);
    EXPECT_EQ(form(draft.id, agency_.office).error().reason, "state-not-allowed");
    const auto incoming = agency_.draft(Direction::incoming, agency_.office);
    agency_.write([&](sql::Transaction& tx) {
        return Registrar{agency_.ids()}.register_document(tx, agency_.act_of(agency_.office),
                                                          incoming.id, incoming.row_version,
                                                          agency_.incoming);
    });
    EXPECT_EQ(form(incoming.id, agency_.office).error().reason, "paper-not-signed");
    EXPECT_EQ(form(letter_.id, agency_.clerk).error().reason, "power-missing");
}

TEST_F(Exchange, ReceivesTheSamePackageOnceOnly) {
    const Reception letter{agency_.ids().make<ConsignmentId>(), peer_, ConsignmentKind::letter,
                           std::nullopt};
    const auto first = must(arrive(letter, "their package"));
    EXPECT_EQ(first.state, IncomingState::verified);
    must(attach(first, letter_.id));
    const auto again = must(arrive(letter, "their package"));
    EXPECT_EQ(again.state, IncomingState::captured);
    EXPECT_EQ(again.document, letter_.id);
    EXPECT_EQ(arrive(letter, "another package").error().reason, "consignment-differs");
}

TEST_F(Exchange, KeepsWhatItRefused) {
    const Reception bad{agency_.ids().make<ConsignmentId>(), peer_, ConsignmentKind::receipt,
                        "consignment-unknown"};
    const auto first = must(arrive(bad, "stray"));
    EXPECT_EQ(first.state, IncomingState::refused);
    EXPECT_EQ(first.refusal, "consignment-unknown");
    EXPECT_EQ(attach(first, letter_.id).error().reason, "consignment-moved-on");
}

TEST_F(Exchange, FormsAReceiptForALetterThatCameByExchangeOnly) {
    const auto by_hand = agency_.draft(Direction::incoming, agency_.office);
    const auto by_exchange = agency_.draft(Direction::incoming, agency_.office);
    const Reception reception{agency_.ids().make<ConsignmentId>(), peer_, ConsignmentKind::letter,
                              std::nullopt};
    must(attach(must(arrive(reception, "their package")), by_exchange.id));
    const auto receipt_of = [&](DocumentId id) {
        return agency_.write(
            [&](sql::Transaction& tx) { return outbox_.form_receipt(tx, system(), id); });
    };
    EXPECT_FALSE(receipt_of(by_hand.id));
    const auto receipt = receipt_of(by_exchange.id);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(load(*receipt).answers, reception.id);
    EXPECT_EQ(load(*receipt).peer.id, peer_);
    EXPECT_EQ(load(*receipt).kind, ConsignmentKind::receipt);
}

TEST_F(Exchange, FindsTheLetterOfOursThatIsAnswered) {
    const auto id = sealed();
    const auto other = add("ornek", "9901661391");
    const auto find = [&](PeerId peer, const AnsweredLetter& answered) {
        return agency_.write(
            [&](sql::Transaction& tx) { return find_answered(tx, peer, answered); });
    };
    const auto& held = *letter_.registration;
    EXPECT_EQ(find(peer_, {id, "", {}}), letter_.id);
    EXPECT_EQ(find(other, {id, "", {}}), std::nullopt) << "it did not go to that peer";
    EXPECT_EQ(find(other, {{}, held.index_text, held.date}), letter_.id);
    EXPECT_EQ(find(other, {{}, held.index_text, kTheirDay}), std::nullopt);
    EXPECT_EQ(find(peer_, {{}, held.index_text, {}}), std::nullopt);
}

}  // namespace
}  // namespace mohur::documents
