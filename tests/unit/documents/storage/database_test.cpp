// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/database.h"

#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace mohur::documents::sql {
namespace {

using testing::must;
using testing::TestCluster;

constexpr Statement kLock{"test.lock", "SELECT pg_advisory_xact_lock($1)"};
constexpr Statement kEndMe{"test.end_me", "SELECT pg_terminate_backend(pg_backend_pid())"};
constexpr Statement kOne{"test.one", "SELECT 1 AS one"};

Database open(PoolLimits limits) {
    return must(Database::connect(TestCluster::shared().cluster().target(Role::app), limits));
}

TEST(Database, GivesBackWhatItLent) {
    const auto database = open({.connections = 1});
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(database.read(GlobalScope{}, [](Transaction& tx) { return tx.exec(kOne); }));
    }
}

TEST(Database, SaysWhenAllConnectionsAreTaken) {
    const auto database = open({.connections = 1, .wait = std::chrono::milliseconds{20}});
    const auto taken = must(database.begin(GlobalScope{}));
    const auto refused = database.begin(GlobalScope{});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "database-pool-exhausted");
}

TEST(Database, ReplacesAConnectionThatDied) {
    const auto database = open({.connections = 2});
    const auto killed =
        database.write(GlobalScope{}, [](Transaction& tx) { return tx.exec(kEndMe); });
    EXPECT_EQ(killed.error().code, ErrorCode::unavailable);
    EXPECT_TRUE(database.read(GlobalScope{}, [](Transaction& tx) { return tx.exec(kOne); }));
}

TEST(Database, RunsTheBodyAgainAfterADeadlock) {
    const auto database = open({.connections = 2});
    std::atomic<int> runs{0};
    std::atomic<int> first_locks{0};
    const auto both = [&](std::int64_t first, std::int64_t second) {
        return database.write(GlobalScope{}, [&, first, second](Transaction& tx) -> Result<void> {
            ++runs;
            MOHUR_TRY_VOID(tx.exec(kLock, first));
            ++first_locks;
            while (first_locks < 2) {
                std::this_thread::yield();
            }
            MOHUR_TRY_VOID(tx.exec(kLock, second));
            return {};
        });
    };
    Result<void> other;
    std::thread thread{[&] { other = both(2, 1); }};
    const auto mine = both(1, 2);
    thread.join();
    EXPECT_TRUE(mine) << mine.error().reason;
    EXPECT_TRUE(other) << other.error().reason;
    EXPECT_GT(runs, 2);
}

TEST(Database, GivesUpOnALockThatIsNeverFreed) {
    const auto holder = open({.connections = 1});
    auto held = must(holder.begin(GlobalScope{}));
    must(held.exec(kLock, 77));
    const auto database = open({.lock_timeout = std::chrono::milliseconds{10}, .attempts = 2});
    const auto refused =
        database.write(GlobalScope{}, [](Transaction& tx) { return tx.exec(kLock, 77); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "database-busy");
}

TEST(Database, NamesAnAddressThatDoesNotAnswer) {
    const auto none = Database::connect({"host=/nonexistent dbname=mohur user=mohur_app"});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().reason, "database-unavailable");
}

}  // namespace
}  // namespace mohur::documents::sql
