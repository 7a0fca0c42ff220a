// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/inbox.h"
#include "documents/exchange/outbox.h"
#include "documents/exchange/peers.h"

#include "documents/registry/registrar.h"
#include "signing/core/clock.h"
#include "signing/crypto/hash.h"
#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;

/// Content that is only remembered: these tests are about rows.
class RememberingStore final : public BlobStore {
public:
    Result<StoredBlob> put(AgencyId /*agency*/, const ByteSource& content) override {
        MOHUR_TRY(auto digest, signing::digest_of(DigestAlgorithm::sha256, content));
        return stored(std::move(digest), content.size());
    }
    Result<std::unique_ptr<ByteSource>> get(AgencyId /*agency*/,
                                            const Digest& /*digest*/) const override {
        return Error::not_found("content-missing");
    }
    Result<StoredBlob> stat(AgencyId /*agency*/, const Digest& /*digest*/) const override {
        return Error::not_found("content-missing");
    }
};

class Exchange : public ::testing::Test {
protected:
    template <class Body>
    auto attempt(Body body) {
        return cluster_.database().write(scope_, body);
    }
    template <class Body>
    auto write(Body body) {
        return must(attempt(body));
    }

    Exchange() {
        peer_ = write([&](auto& tx) {
            return add_peer(
                tx, system(), ids_,
                {"sinaq-agentliyi", "Sınaq Agentliyi", "9915908371", "http://127.0.0.1:1"});
        });
        document_ = write([&](auto& tx) { return registered_letter(tx); });
    }

    Result<DocumentId> registered_letter(sql::Transaction& tx) {
        Card card;
        card.kind = "letter";
        card.title = "Sorğuya cavab";
        MOHUR_TRY(const auto draft,
                  registry_.capture(tx, system(), card,
                                    {{FileRole::main, "m.pdf", "application/pdf", blob("paper")}}));
        MOHUR_TRY(const auto journal,
                  registrar_.open_journal(
                      tx, system(),
                      {"Daxil olan", Direction::incoming, "D-{seq}/{yy}", Period::year, "", ""}));
        MOHUR_TRY_VOID(
            registrar_.register_document(tx, system(), draft.id, draft.row_version, journal));
        return draft.id;
    }

    StoredBlob blob(std::string_view text) {
        return must(store_.put(scope_.agency(), MemorySource{to_bytes(as_bytes(text))}));
    }
    [[nodiscard]] Act system() const { return Act::system(now_); }

    ConsignmentId queued() {
        const auto id = outbox_.new_id();
        write([&](auto& tx) {
            return outbox_.queue_letter(tx, system(), id, document_, peer_, blob("package"));
        });
        return id;
    }
    std::vector<OutgoingConsignment> claim(std::chrono::seconds lease = std::chrono::seconds{30}) {
        return write([&](auto& tx) { return claim_due(tx, now_, lease, 10); });
    }
    OutgoingConsignment only_dispatch() {
        return write([&](auto& tx) { return dispatches_of(tx, document_); }).at(0);
    }

    testing::TestCluster& cluster_ = testing::TestCluster::shared();
    AgencyScope scope_ = cluster_.make_agency();
    SystemClock clock_;
    SystemRandom random_;
    IdSource ids_{clock_, random_};
    RememberingStore store_;
    Registry registry_{ids_};
    Registrar registrar_{ids_};
    Outbox outbox_{ids_};
    Time now_ = *parse_rfc3339("2026-11-21T10:00:00Z");
    PeerId peer_;
    DocumentId document_;
};

TEST_F(Exchange, SendsOnceAndTakesTheReceipt) {
    const auto id = queued();
    const auto due = claim();
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].id, id);
    EXPECT_EQ(due[0].attempt, 1);
    EXPECT_TRUE(claim().empty()) << "the lease holds it";
    write([&](auto& tx) { return mark_delivered(tx, system(), due[0]); });
    const Date date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}};
    for (int again = 0; again < 2; ++again) {
        write([&](auto& tx) { return accept_receipt(tx, system(), peer_, id, "D-7/26", date); });
    }
    const auto dispatch = only_dispatch();
    EXPECT_EQ(dispatch.state, OutgoingState::registered);
    EXPECT_EQ(dispatch.their_index, "D-7/26");
    EXPECT_EQ(dispatch.their_date, date);
}

TEST_F(Exchange, GivesALeaseThatRanOutToAnotherAndFencesTheFirst) {
    static_cast<void>(queued());
    const auto first = claim();
    now_ += std::chrono::seconds{31};
    const auto second = claim();
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].attempt, 2);
    EXPECT_EQ(
        attempt([&](auto& tx) { return mark_delivered(tx, system(), first[0]); }).error().reason,
        "consignment-moved-on");
    write([&](auto& tx) { return mark_delivered(tx, system(), second[0]); });
}

TEST_F(Exchange, TriesAgainLaterAndGivesUpAtLast) {
    static_cast<void>(queued());
    int attempts = 0;
    for (auto due = claim(); !due.empty(); due = claim()) {
        ++attempts;
        write([&](auto& tx) { return mark_unsent(tx, system(), due[0], "connection refused"); });
        now_ += std::chrono::hours{25};
    }
    EXPECT_EQ(attempts, 7);
    EXPECT_EQ(only_dispatch().state, OutgoingState::failed);
    EXPECT_EQ(only_dispatch().refusal, "connection refused");
}

TEST_F(Exchange, RefusesAPaperThatIsNotRegistered) {
    const auto draft = write([&](auto& tx) {
        Card card;
        card.direction = Direction::internal;
        card.kind = "letter";
        card.title = "Layihə";
        return registry_.capture(tx, system(), card,
                                 {{FileRole::main, "m.pdf", "application/pdf", blob("draft")}});
    });
    const auto queued = attempt([&](auto& tx) {
        return outbox_.queue_letter(tx, system(), outbox_.new_id(), draft.id, peer_,
                                    blob("package"));
    });
    ASSERT_FALSE(queued);
    EXPECT_EQ(queued.error().reason, "state-not-allowed");
}

TEST_F(Exchange, ReceivesTheSamePackageOnceOnly) {
    const Reception letter{ids_.make<ConsignmentId>(), peer_, ConsignmentKind::letter,
                           std::nullopt};
    const auto first =
        write([&](auto& tx) { return receive(tx, system(), letter, blob("their package")); });
    write([&](auto& tx) { return attach_document(tx, system(), first, document_); });
    const auto again =
        write([&](auto& tx) { return receive(tx, system(), letter, blob("their package")); });
    EXPECT_EQ(again.state, IncomingState::captured);
    EXPECT_EQ(again.document, document_);
    const auto other =
        attempt([&](auto& tx) { return receive(tx, system(), letter, blob("another package")); });
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().reason, "consignment-differs");
}

TEST_F(Exchange, KeepsWhatItRefused) {
    const Reception bad{ids_.make<ConsignmentId>(), peer_, ConsignmentKind::letter,
                        "signature-not-valid"};
    const auto first = write([&](auto& tx) { return receive(tx, system(), bad, blob("forged")); });
    EXPECT_EQ(first.state, IncomingState::refused);
    EXPECT_EQ(first.refusal, "signature-not-valid");
    EXPECT_EQ(attempt([&](auto& tx) { return attach_document(tx, system(), first, document_); })
                  .error()
                  .reason,
              "consignment-moved-on");
}

TEST_F(Exchange, DoesNotTakeAReceiptFromAnotherPeer) {
    const auto id = queued();
    const auto other = write([&](auto& tx) {
        return add_peer(
            tx, system(), ids_,
            {"ornek", "Örnək Rayon İcra Hakimiyyəti", "9901661391", "http://127.0.0.1:2"});
    });
    const auto taken = attempt([&](auto& tx) {
        return accept_receipt(
            tx, system(), other, id, "X-1",
            Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}});
    });
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().reason, "consignment-unknown");
}

}  // namespace
}  // namespace mohur::documents
