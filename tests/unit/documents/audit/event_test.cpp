// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/audit/event.h"

#include "documents/audit/event_hash.h"
#include "documents/audit/merkle.h"
#include "documents/audit/sealer.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

#include <thread>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

constexpr sql::Statement kRows{"test.event_rows", R"sql(
    SELECT event.agency_id, event.stream, event.no, event.type, event.actor_person,
           event.actor_assignment, event.on_behalf_of, event.recorded_at, event.payload_digest,
           event.prev_hash, event.hash, payload.salt, payload.payload::text AS payload
      FROM event JOIN event_payload AS payload USING (agency_id, stream, no)
     WHERE event.stream = $1
     ORDER BY event.no
)sql"};

EventFields fields_of(const sql::Row& row) {
    return {row.get<AgencyId>("agency_id"),
            row.text("stream"),
            row.get<std::int64_t>("no"),
            row.text("type"),
            row.get<std::optional<PersonId>>("actor_person"),
            row.get<std::optional<AssignmentId>>("actor_assignment"),
            row.get<std::optional<AssignmentId>>("on_behalf_of"),
            row.get<Time>("recorded_at"),
            row.get<Bytes>("payload_digest"),
            row.get<Bytes>("prev_hash")};
}

class EventStream : public ::testing::Test {
protected:
    Result<void> record(const Act& act, const Json& payload) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return record_event(tx, act, stream_, "document.tested", payload);
        });
    }
    sql::Rows rows() {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(tx.exec(kRows, stream_.name()));
    }
    TestAgency agency_;
    Stream stream_ = Stream::document(agency_.ids().make<DocumentId>());
};

TEST_F(EventStream, IsChainedByTheHashThatTheProgramComputesToo) {
    const auto deputy = agency_.act_for(agency_.clerk, agency_.head);
    ASSERT_TRUE(record(Act::system(agency_.clock().now()), Json::object({{"a", 1}})));
    ASSERT_TRUE(record(agency_.act_of(agency_.clerk), Json::object({{"ə", "ı\n\"x\""}})));
    ASSERT_TRUE(record(deputy, Json::object()));
    Bytes prev(32);
    std::int64_t no = 0;
    for (const auto& row : rows()) {
        const auto fields = fields_of(row);
        EXPECT_EQ(fields.no, ++no);
        EXPECT_EQ(fields.prev_hash, prev);
        EXPECT_EQ(event_hash(fields), row.get<Bytes>("hash"));
        EXPECT_EQ(payload_digest(row.get<Bytes>("salt"), row.text("payload")),
                  fields.payload_digest);
        prev = row.get<Bytes>("hash");
    }
    EXPECT_EQ(no, 3);
}

TEST_F(EventStream, TellsWhoActedForWhom) {
    ASSERT_TRUE(record(agency_.act_for(agency_.clerk, agency_.head), Json::object({{"x", "y"}})));
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto history = must(events_of(tx, stream_));
    ASSERT_EQ(history.size(), 1U);
    EXPECT_EQ(history[0].person_name, "İsmayılov Aynur");
    EXPECT_EQ(history[0].on_behalf_of_name, "Məmmədova Aynur");
    EXPECT_EQ(history[0].payload["x"].as_string(), "y");
}

TEST_F(EventStream, KeepsOneOrderUnderConcurrentWriters) {
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; ++i) {
        writers.emplace_back([this] {
            for (int n = 0; n < 10; ++n) {
                must(record(Act::system(agency_.clock().now()), Json::object()));
            }
        });
    }
    for (auto& writer : writers) {
        writer.join();
    }
    Bytes prev(32);
    for (const auto& row : rows()) {
        EXPECT_EQ(row.get<Bytes>("prev_hash"), prev);
        prev = row.get<Bytes>("hash");
    }
    EXPECT_EQ(rows().size(), 40U);
}

TEST_F(EventStream, CannotBeChangedOrRemovedByTheApplication) {
    ASSERT_TRUE(record(Act::system(agency_.clock().now()), Json::object()));
    constexpr sql::Statement update{"test.update_event", "UPDATE event SET type = 'a.b'"};
    constexpr sql::Statement remove{"test.delete_event", "DELETE FROM event"};
    constexpr sql::Statement payload{"test.update_payload",
                                     "UPDATE event_payload SET payload = '{}'"};
    constexpr sql::Statement entry{"test.delete_entry", "DELETE FROM log_entry"};
    for (const auto& statement : {update, remove, payload, entry}) {
        const auto refused =
            agency_.attempt([&](sql::Transaction& tx) { return tx.exec(statement); });
        ASSERT_FALSE(refused) << statement.name;
        EXPECT_EQ(refused.error().code, ErrorCode::denied) << statement.name;
    }
}

TEST_F(EventStream, IsInvisibleWithoutTheAgencyAndToAnother) {
    ASSERT_TRUE(record(Act::system(agency_.clock().now()), Json::object()));
    auto nobody = must(agency_.database().begin_read(sql::GlobalScope{}));
    EXPECT_TRUE(must(nobody.exec(kRows, stream_.name())).empty());
    const TestAgency other;
    auto stranger = must(agency_.database().begin_read(other.scope()));
    EXPECT_TRUE(must(stranger.exec(kRows, stream_.name())).empty());
}

TEST_F(EventStream, CannotBeWrittenIntoAnotherAgency) {
    const TestAgency other;
    constexpr sql::Statement smuggle{"test.smuggle", R"sql(
        INSERT INTO unsealed_event (agency_id, stream, no) VALUES ($1, 'document:x', 1)
    )sql"};
    const auto refused = agency_.attempt(
        [&](sql::Transaction& tx) { return tx.exec(smuggle, other.scope().agency()); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::denied);
}

class SealedLog : public EventStream {
protected:
    Sealer sealer_{agency_.database(), agency_.clock()};
};

TEST_F(SealedLog, TakesEveryCommittedEventOnce) {
    const auto first = must(sealer_.seal(agency_.scope()));
    ASSERT_TRUE(first);
    ASSERT_TRUE(record(Act::system(agency_.clock().now()), Json::object()));
    ASSERT_TRUE(record(Act::system(agency_.clock().now()), Json::object()));
    const auto second = must(sealer_.seal(agency_.scope()));
    ASSERT_TRUE(second);
    EXPECT_EQ(second->tree_size, first->tree_size + 2);
    EXPECT_NE(second->root_hash, first->root_hash);
    EXPECT_EQ(must(sealer_.seal(agency_.scope())), std::nullopt);
    EXPECT_EQ(must(sealer_.head(agency_.scope()))->root_hash, second->root_hash);
}

TEST_F(SealedLog, SmallBatchesGiveTheRootOfOneTree) {
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(record(Act::system(agency_.clock().now()), Json::object()));
    }
    while (must(sealer_.seal(agency_.scope(), 3))) {}
    constexpr sql::Statement leaves{"test.leaves", R"sql(
        SELECT event.hash FROM log_entry JOIN event USING (agency_id, stream, no)
         ORDER BY leaf_index
    )sql"};
    MerkleFrontier tree;
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    for (const auto& row : must(tx.exec(leaves))) {
        tree.append_leaf(row.get<Bytes>("hash"));
    }
    EXPECT_EQ(must(sealer_.head(agency_.scope()))->root_hash, tree.root());
    EXPECT_EQ(static_cast<std::uint64_t>(must(sealer_.head(agency_.scope()))->tree_size),
              tree.size());
}

TEST_F(SealedLog, HasOneLeaderAtATime) {
    auto leader = must(agency_.database().begin(agency_.scope()));
    constexpr sql::Statement lead{
        "test.lead", "SELECT pg_advisory_xact_lock(hashtextextended('sealer:' || $1, 0))"};
    must(leader.exec(lead, to_string(agency_.scope().agency())));
    EXPECT_EQ(must(sealer_.seal(agency_.scope())), std::nullopt);
}

TEST_F(SealedLog, KeepsTheFirstTimestampOfARoot) {
    const auto head = must(sealer_.seal(agency_.scope()));
    const auto store = [&](std::int64_t size, Bytes token) {
        return sealer_.store_timestamp(agency_.scope(), size,
                                       {std::move(token), Json::object({{"crls", "x"}})});
    };
    EXPECT_TRUE(store(head->tree_size, {1, 2, 3}));
    EXPECT_TRUE(store(head->tree_size, {4}));
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto rows = must(tx.exec({"test.tokens", "SELECT token, material FROM log_timestamp"}));
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].get<Bytes>("token"), (Bytes{1, 2, 3}));
    EXPECT_EQ(rows[0].get<Json>("material")["crls"].as_string(), "x");
    EXPECT_EQ(store(9'999, {1}).error().reason, "reference-missing");
}

TEST_F(SealedLog, AsksForATimestampOncePerPeriodAndOnlyOverSomethingNew) {
    const auto midnight = agency_.clock().now();
    const auto due = [&](Time since) {
        return must(sealer_.head_to_stamp(agency_.scope(), since)).has_value();
    };
    EXPECT_FALSE(due(midnight)) << "nothing is sealed";
    const auto first = must(sealer_.seal(agency_.scope()));
    EXPECT_EQ(must(sealer_.head_to_stamp(agency_.scope(), midnight))->root_hash, first->root_hash);
    ASSERT_TRUE(sealer_.store_timestamp(agency_.scope(), first->tree_size, {{1}, Json::object()}));
    EXPECT_FALSE(due(midnight));
    agency_.clock().advance(std::chrono::hours{24});
    EXPECT_FALSE(due(midnight + std::chrono::hours{24})) << "nothing new is sealed";
    ASSERT_TRUE(record(Act::system(agency_.clock().now()), Json::object()));
    must(sealer_.seal(agency_.scope()));
    EXPECT_FALSE(due(midnight)) << "the period has its token";
    EXPECT_TRUE(due(midnight + std::chrono::hours{24}));
}

}  // namespace
}  // namespace mohur::documents
