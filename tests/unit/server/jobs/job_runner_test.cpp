// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/jobs/job_runner.h"

#include "tests/support/agency/test_agency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <sstream>

namespace mohur::server {
namespace {

using documents::AgencyScope;
using documents::Job;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::must;
using testing::TestAgency;
namespace sql = documents::sql;

constexpr seconds kPatience{20};

char next_letter() {
    static char last = 'a' - 1;
    return ++last;
}

/// Kinds carry a letter of the test: a runner serves all agencies of the cluster.
class Runner : public ::testing::Test {
protected:
    std::string kind(const std::string& name) const { return name + "_" + suffix_; }
    JobRunner::Settings settings(const std::string& worker = "node-1") const {
        JobRunner::Settings made;
        made.worker = worker;
        made.poll = milliseconds{20};
        made.lease = seconds{30};
        return made;
    }
    void enqueue(TestAgency& agency, const std::string& of, const std::string& subject) {
        const documents::Jobs jobs{agency.ids()};
        must(agency.attempt([&](sql::Transaction& tx) {
            const auto now = agency.clock().now();
            return jobs.enqueue(tx, {of, subject, Json::object({}), now}, now);
        }));
    }
    std::vector<documents::DeadJob> dead() {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(documents::Jobs{agency_.ids()}.dead(tx));
    }
    std::string state_of(const std::string& subject) {
        return agency_.write([&](sql::Transaction& tx) -> Result<std::string> {
            MOHUR_TRY(const auto row,
                      tx.exec_one("none",
                                  {"test.job_state",
                                   "SELECT state FROM job WHERE agency_id = $1 AND subject = $2"},
                                  tx.agency(), subject));
            return row.text("state");
        });
    }

    std::string suffix_{next_letter()};
    TestAgency agency_;
    documents::Cells cells_{agency_.database()};
    std::ostringstream lines_;
    Log log_{lines_, agency_.clock()};
    JobRunner runner_{cells_, agency_.ids(), agency_.clock(), log_, settings()};
};

TEST_F(Runner, GivesWorkItsAgencyAndFinishesTheJob) {
    std::vector<std::string> seen;
    runner_.add(kind("deliver"), [&](const AgencyScope& scope, const Job& job) -> Result<void> {
        EXPECT_EQ(scope, agency_.scope());
        seen.push_back(job.subject);
        return {};
    });
    enqueue(agency_, kind("deliver"), "one");
    enqueue(agency_, kind("deliver"), "two");
    enqueue(agency_, kind("unknown"), "three");
    EXPECT_EQ(runner_.run_due(), 2U);
    EXPECT_THAT(seen, ::testing::UnorderedElementsAre("one", "two"));
    EXPECT_EQ(state_of("one"), "done");
    EXPECT_EQ(state_of("three"), "ready");
    EXPECT_EQ(runner_.run_due(), 0U);
}

TEST_F(Runner, TriesAgainWhatIsUnavailableLaterAndLater) {
    int runs = 0;
    runner_.add(kind("stamp"), [&](const AgencyScope&, const Job&) -> Result<void> {
        return ++runs < 3 ? Result<void>{Error::unavailable("timestamp-unavailable")}
                          : Result<void>{};
    });
    enqueue(agency_, kind("stamp"), "root");
    EXPECT_EQ(runner_.run_due(), 1U);
    EXPECT_EQ(runner_.run_due(), 0U);
    agency_.clock().advance(seconds{5});
    EXPECT_EQ(runner_.run_due(), 1U);
    agency_.clock().advance(seconds{14});
    EXPECT_EQ(runner_.run_due(), 0U);
    agency_.clock().advance(seconds{1});
    EXPECT_EQ(runner_.run_due(), 1U);
    EXPECT_EQ(state_of("root"), "done");
    EXPECT_EQ(runs, 3);
    EXPECT_TRUE(dead().empty());
}

TEST_F(Runner, BuriesAPermanentErrorAtOnceAndSaysSo) {
    runner_.add(kind("judge"), [](const AgencyScope&, const Job&) -> Result<void> {
        return Error::not_found("content-missing", "sha256:00");
    });
    enqueue(agency_, kind("judge"), "file");
    EXPECT_EQ(runner_.run_due(), 1U);
    const auto buried = dead();
    ASSERT_EQ(buried.size(), 1U);
    EXPECT_EQ(buried[0].error, "content-missing: sha256:00");
    EXPECT_THAT(lines_.str(), ::testing::HasSubstr(R"("event":"job.dead")"));
}

TEST_F(Runner, BuriesAfterTheLastAttempt) {
    runner_.add(kind("deliver"),
                [](const AgencyScope&, const Job&) -> Result<void> {
                    return Error::unavailable("peer-unreachable");
                },
                {2, seconds{1}, seconds{1}});
    enqueue(agency_, kind("deliver"), "letter");
    EXPECT_EQ(runner_.run_due(), 1U);
    EXPECT_TRUE(dead().empty());
    agency_.clock().advance(seconds{1});
    EXPECT_EQ(runner_.run_due(), 1U);
    ASSERT_EQ(dead().size(), 1U);
    EXPECT_EQ(dead()[0].attempt, 2);
}

TEST_F(Runner, BuriesUnseenWhatKeepsEndingTheProcess) {
    bool ran = false;
    runner_.add(kind("crash"),
                [&](const AgencyScope&, const Job&) -> Result<void> {
                    ran = true;
                    return {};
                },
                {1, seconds{1}, seconds{1}});
    enqueue(agency_, kind("crash"), "poison");
    const documents::Jobs jobs{agency_.ids()};
    const auto lost = agency_.write([&](sql::Transaction& tx) {
        return jobs.claim(tx, {kind("crash")}, "died", agency_.clock().now(), seconds{30});
    });
    ASSERT_TRUE(lost);
    agency_.clock().advance(seconds{30});
    EXPECT_EQ(runner_.run_due(), 1U);
    EXPECT_FALSE(ran);
    ASSERT_EQ(dead().size(), 1U);
    EXPECT_EQ(dead()[0].error, "job-attempts-used-up: ");
}

TEST_F(Runner, DoesNotTouchWhatAnotherNodeTookOver) {
    const documents::Jobs jobs{agency_.ids()};
    runner_.add(kind("slow"), [&](const AgencyScope&, const Job&) -> Result<void> {
        agency_.clock().advance(seconds{31});
        const auto taken = agency_.write([&](sql::Transaction& tx) {
            return jobs.claim(tx, {kind("slow")}, "other", agency_.clock().now(), seconds{30});
        });
        EXPECT_TRUE(taken);
        return {};
    });
    enqueue(agency_, kind("slow"), "letter");
    EXPECT_EQ(runner_.run_due(), 1U);
    EXPECT_EQ(state_of("letter"), "leased");
    EXPECT_THAT(lines_.str(), ::testing::HasSubstr(R"("reason":"lease-lost")"));
}

TEST_F(Runner, ServesAgenciesInTurn) {
    TestAgency other;
    other.clock().advance(agency_.clock().now() - other.clock().now());
    std::vector<AgencyScope> order;
    runner_.add(kind("turn"), [&](const AgencyScope& scope, const Job&) -> Result<void> {
        order.push_back(scope);
        return {};
    });
    for (const auto* subject : {"1", "2"}) {
        enqueue(agency_, kind("turn"), subject);
        enqueue(other, kind("turn"), subject);
    }
    EXPECT_EQ(runner_.run_due(), 4U);
    ASSERT_EQ(order.size(), 4U);
    EXPECT_NE(order[0], order[1]);
    EXPECT_NE(order[2], order[3]);
}

TEST_F(Runner, ANudgeIsFasterThanThePoll) {
    auto patient = settings();
    patient.poll = std::chrono::hours{1};
    JobRunner runner{cells_, agency_.ids(), agency_.clock(), log_, patient};
    std::promise<void> idle;
    std::promise<void> ran;
    runner.add(kind("first"), [&](const AgencyScope&, const Job&) -> Result<void> {
        idle.set_value();
        return {};
    });
    runner.add(kind("second"), [&](const AgencyScope&, const Job&) -> Result<void> {
        ran.set_value();
        return {};
    });
    enqueue(agency_, kind("first"), "x");
    runner.start();
    ASSERT_EQ(idle.get_future().wait_for(kPatience), std::future_status::ready);
    enqueue(agency_, kind("second"), "y");
    runner.nudge();
    EXPECT_EQ(ran.get_future().wait_for(kPatience), std::future_status::ready);
    runner.stop();
}

TEST_F(Runner, NoticesWhatAnotherNodeEnqueuedByPolling) {
    std::promise<void> ran;
    runner_.add(kind("polled"), [&](const AgencyScope&, const Job&) -> Result<void> {
        ran.set_value();
        return {};
    });
    runner_.start();
    enqueue(agency_, kind("polled"), "x");
    EXPECT_EQ(ran.get_future().wait_for(kPatience), std::future_status::ready);
    runner_.stop();
}

TEST_F(Runner, StoppingWaitsForTheWorkInHand) {
    std::promise<void> begun;
    std::promise<void> go_on;
    runner_.add(kind("long"), [&](const AgencyScope&, const Job&) -> Result<void> {
        begun.set_value();
        go_on.get_future().wait();
        return {};
    });
    enqueue(agency_, kind("long"), "x");
    runner_.start();
    ASSERT_EQ(begun.get_future().wait_for(kPatience), std::future_status::ready);
    auto stopped = std::async(std::launch::async, [&] { runner_.stop(); });
    EXPECT_EQ(stopped.wait_for(milliseconds{100}), std::future_status::timeout);
    go_on.set_value();
    ASSERT_EQ(stopped.wait_for(kPatience), std::future_status::ready);
    EXPECT_EQ(state_of("x"), "done");
}

TEST_F(Runner, RenewsTheLeaseWhileWorkRuns) {
    auto brief = settings();
    brief.lease = seconds{1};
    const SystemClock clock;
    JobRunner runner{cells_, agency_.ids(), clock, log_, brief};
    std::promise<void> begun;
    std::promise<void> go_on;
    runner.add(kind("long"), [&](const AgencyScope&, const Job&) -> Result<void> {
        begun.set_value();
        go_on.get_future().wait();
        return {};
    });
    enqueue(agency_, kind("long"), "x");
    runner.start();
    ASSERT_EQ(begun.get_future().wait_for(kPatience), std::future_status::ready);
    std::this_thread::sleep_for(milliseconds{1'800});
    const documents::Jobs jobs{agency_.ids()};
    const auto stolen = agency_.write([&](sql::Transaction& tx) {
        return jobs.claim(tx, {kind("long")}, "thief", clock.now(), seconds{30});
    });
    EXPECT_FALSE(stolen);
    go_on.set_value();
    runner.stop();
    EXPECT_EQ(state_of("x"), "done");
}

TEST_F(Runner, NodesShareTheWorkWithoutDoingItTwice) {
    JobRunner second{cells_, agency_.ids(), agency_.clock(), log_, settings("node-2")};
    std::atomic<int> runs{0};
    std::promise<void> all;
    const auto work = [&](const AgencyScope&, const Job&) -> Result<void> {
        if (++runs == 30) {
            all.set_value();
        }
        return {};
    };
    runner_.add(kind("shared"), work);
    second.add(kind("shared"), work);
    for (int i = 0; i < 30; ++i) {
        enqueue(agency_, kind("shared"), std::to_string(i));
    }
    runner_.start();
    second.start();
    ASSERT_EQ(all.get_future().wait_for(kPatience), std::future_status::ready);
    runner_.stop();
    second.stop();
    EXPECT_EQ(runs, 30);
}

TEST_F(Runner, ForgetsFinishedWorkAfterItsTime) {
    runner_.add(kind("done"), [](const AgencyScope&, const Job&) -> Result<void> { return {}; });
    enqueue(agency_, kind("done"), "x");
    EXPECT_EQ(runner_.run_due(), 1U);
    const auto rows = [&] {
        return agency_
            .write([](sql::Transaction& tx) {
                return tx.exec({"test.jobs", "SELECT id FROM job WHERE agency_id = $1"},
                               tx.agency());
            })
            .size();
    };
    agency_.clock().advance(hours{7 * 24});
    runner_.run_due();
    EXPECT_EQ(rows(), 1U);
    agency_.clock().advance(hours{1});
    runner_.run_due();
    EXPECT_EQ(rows(), 0U);
}

TEST(RetryPolicyTest, TriplesUpToTheLongest) {
    const RetryPolicy policy;
    EXPECT_EQ(policy.delay_after(1), seconds{5});
    EXPECT_EQ(policy.delay_after(2), seconds{15});
    EXPECT_EQ(policy.delay_after(8), seconds{10'935});
    EXPECT_EQ(policy.delay_after(9), hours{6});
    EXPECT_EQ(policy.delay_after(1'000), hours{6});
}

TEST(PermanentErrors, AreThoseThatTheSameWorkMeetsAgain) {
    for (const auto& error : {Error::malformed("x"), Error::unsupported("x"), Error::too_large("x"),
                              Error::not_found("x"), Error::denied("x")}) {
        EXPECT_TRUE(is_permanent(error)) << to_string(error.code);
    }
    for (const auto& error : {Error::conflict("x"), Error::unavailable("x"), Error::integrity("x"),
                              Error::internal("x")}) {
        EXPECT_FALSE(is_permanent(error)) << to_string(error.code);
    }
}

}  // namespace
}  // namespace mohur::server
