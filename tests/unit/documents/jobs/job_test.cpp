// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/jobs/job.h"

#include "tests/support/agency/test_agency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace mohur::documents {
namespace {

using std::chrono::seconds;
using testing::must;
using testing::TestAgency;

class JobQueue : public ::testing::Test {
protected:
    void enqueue(const std::string& subject, seconds delay = seconds{0}) {
        must(agency_.attempt([&](sql::Transaction& tx) {
            const auto now = agency_.clock().now();
            return jobs_.enqueue(tx, {"deliver", subject, Json::object({{"x", 1}}), now + delay},
                                 now);
        }));
    }
    std::optional<Job> claim(std::string_view worker = "w1") {
        return agency_.write([&](sql::Transaction& tx) {
            return jobs_.claim(tx, {"deliver", "seal"}, worker, agency_.clock().now(), seconds{30});
        });
    }
    Result<void> finish(const Job& job) {
        return agency_.attempt(
            [&](sql::Transaction& tx) { return jobs_.finish(tx, job, agency_.clock().now()); });
    }
    Result<void> fail(const Job& job, std::optional<seconds> retry,
                      std::string_view error = "TSA susur") {
        return agency_.attempt([&](sql::Transaction& tx) {
            const auto now = agency_.clock().now();
            return jobs_.fail(tx, job, error, retry ? std::optional{now + *retry} : std::nullopt,
                              now);
        });
    }
    TestAgency agency_;
    Jobs jobs_{agency_.ids()};
};

TEST_F(JobQueue, GivesAJobToOneWorkerWhenItIsDue) {
    enqueue("a", seconds{10});
    EXPECT_FALSE(claim());
    agency_.clock().advance(seconds{10});
    const auto job = claim();
    ASSERT_TRUE(job);
    EXPECT_EQ(job->subject, "a");
    EXPECT_EQ(job->payload["x"].as_integer(), 1);
    EXPECT_FALSE(claim("w2"));
    EXPECT_TRUE(finish(*job));
    EXPECT_EQ(finish(*job).error().reason, "lease-lost");
}

TEST_F(JobQueue, HoldsTheSameWorkOnce) {
    enqueue("a");
    enqueue("a");
    ASSERT_TRUE(claim());
    EXPECT_FALSE(claim());
}

TEST_F(JobQueue, FencesAWorkerWhoseLeaseRanOut) {
    enqueue("a");
    const auto slow = claim("slow");
    agency_.clock().advance(seconds{30});
    const auto quick = claim("quick");
    ASSERT_TRUE(quick);
    EXPECT_EQ(quick->id, slow->id);
    EXPECT_EQ(quick->attempt, 2);
    EXPECT_EQ(finish(*slow).error().reason, "lease-lost");
    EXPECT_TRUE(finish(*quick));
}

TEST_F(JobQueue, AHeartbeatKeepsTheLease) {
    enqueue("a");
    const auto job = claim();
    agency_.clock().advance(seconds{29});
    ASSERT_TRUE(agency_.attempt([&](sql::Transaction& tx) {
        return jobs_.heartbeat(tx, *job, agency_.clock().now(), seconds{30});
    }));
    agency_.clock().advance(seconds{29});
    EXPECT_FALSE(claim("w2"));
}

TEST_F(JobQueue, TriesAgainAtTheTimeGivenAndBuriesWithoutOne) {
    enqueue("a");
    ASSERT_TRUE(fail(*claim(), seconds{5}));
    EXPECT_FALSE(claim());
    agency_.clock().advance(seconds{5});
    const auto again = claim();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->attempt, 2);
    ASSERT_TRUE(fail(*again, std::nullopt));
    agency_.clock().advance(seconds{3'600});
    EXPECT_FALSE(claim());
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto buried = must(jobs_.dead(tx));
    ASSERT_EQ(buried.size(), 1U);
    EXPECT_EQ(buried[0].error, "TSA susur");
}

TEST_F(JobQueue, KeepsOnlyPrintableTextOfAnError) {
    enqueue("a");
    ASSERT_TRUE(fail(*claim(), std::nullopt, std::string(999, 'x') + "\xC3\xB6\n"));
    enqueue("b");
    ASSERT_TRUE(fail(*claim(), std::nullopt, "bad\r\n\xFF answer"));
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    std::vector<std::string> errors;
    for (const auto& job : must(jobs_.dead(tx))) {
        errors.push_back(job.error);
    }
    EXPECT_THAT(errors,
                ::testing::UnorderedElementsAre(std::string(999, 'x') + "?", "bad??? answer"));
}

TEST_F(JobQueue, ForgetsWhatIsDoneAndOnlyThat) {
    enqueue("a");
    ASSERT_TRUE(finish(*claim()));
    enqueue("b");
    const auto dead = claim();
    ASSERT_TRUE(fail(*dead, std::nullopt));
    agency_.clock().advance(seconds{60});
    const auto forget = [&](Time before) {
        must(agency_.attempt([&](sql::Transaction& tx) { return jobs_.forget_done(tx, before); }));
    };
    const auto rows = [&] {
        return agency_.write([](sql::Transaction& tx) {
            return tx.exec({"test.jobs", "SELECT id FROM job WHERE agency_id = $1"}, tx.agency());
        });
    };
    forget(agency_.clock().now() - seconds{60});
    EXPECT_EQ(rows().size(), 2U);
    forget(agency_.clock().now());
    ASSERT_EQ(rows().size(), 1U);
    EXPECT_EQ(rows()[0].get<JobId>("id"), dead->id);
}

TEST_F(JobQueue, ReplaysADeadJob) {
    enqueue("a");
    const auto job = claim();
    ASSERT_TRUE(fail(*job, std::nullopt));
    const auto replay = [&] {
        return agency_.attempt(
            [&](sql::Transaction& tx) { return jobs_.replay(tx, job->id, agency_.clock().now()); });
    };
    ASSERT_TRUE(replay());
    EXPECT_EQ(replay().error().reason, "job-not-dead");
    EXPECT_EQ(claim()->attempt, 1);
}

TEST_F(JobQueue, IsSharedByManyWorkersWithoutDoubleWork) {
    for (int i = 0; i < 20; ++i) {
        enqueue("s" + std::to_string(i));
    }
    std::atomic<int> claimed{0};
    std::vector<std::thread> workers;
    for (int w = 0; w < 4; ++w) {
        workers.emplace_back([&] {
            while (claim()) {
                ++claimed;
            }
        });
    }
    for (auto& worker : workers) {
        worker.join();
    }
    EXPECT_EQ(claimed, 20);
}

}  // namespace
}  // namespace mohur::documents
