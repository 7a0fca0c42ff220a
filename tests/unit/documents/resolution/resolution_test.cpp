// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/resolution/resolution.h"

#include "documents/registry/registrar.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

class ResolutionOfAHead : public ::testing::Test {
protected:
    ResolutionOfAHead() {
        const auto draft = agency_.draft(Direction::incoming, agency_.office);
        agency_.write([&](sql::Transaction& tx) {
            return Registrar{agency_.ids()}.register_document(
                tx, agency_.act_of(agency_.office), draft.id, draft.row_version, agency_.incoming);
        });
        letter_ = agency_.reload(draft.id);
        calendar_ = must(agency_.database().read(
            agency_.scope(), [](sql::Transaction& tx) { return Calendar::load(tx); }));
    }
    Result<Resolution> resolve(const NewResolution& resolution,
                               std::optional<testing::Member> by = {}) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return resolutions_.add(tx, agency_.act_of(by.value_or(agency_.head)), letter_.id,
                                    agency_.reload(letter_.id).row_version, resolution, calendar_);
        });
    }
    NewResolution two_tasks() const {
        return {"A.Məmmədov (məsul), L.Quliyeva. Təkliflərinizi 10 iş günü müddətində təqdim edin.",
                {},
                {{agency_.adviser.assignment, false, WorkingDays{3}},
                 {agency_.clerk.assignment, true, WorkingDays{10}}}};
    }
    Result<Task> report(TaskId task, const testing::Member& by) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return resolutions_.report(tx, agency_.act_of(by), task, "İcra olundu", {});
        });
    }
    Result<Task> accept(TaskId task, const testing::Member& by) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return resolutions_.accept(tx, agency_.act_of(by), task);
        });
    }
    TestAgency agency_;
    Resolutions resolutions_{agency_.ids()};
    Document letter_;
    Calendar calendar_{{}};
};

TEST_F(ResolutionOfAHead, GivesTasksWithTermsOfTheCalendar) {
    const auto made = must(resolve(two_tasks()));
    ASSERT_EQ(made.tasks.size(), 2U);
    EXPECT_TRUE(made.tasks[0].is_main);
    EXPECT_EQ(made.tasks[0].executor, agency_.clerk.assignment);
    // 5 March 2026 + 10 working days, over Women's day and Novruz.
    EXPECT_EQ(made.tasks[0].due, (std::chrono::year{2026} / 3 / 31));
    EXPECT_EQ(made.tasks[1].due, (std::chrono::year{2026} / 3 / 11));
    EXPECT_EQ(agency_.reload(letter_.id).state, DocumentState::in_execution);
}

TEST_F(ResolutionOfAHead, NeedsOneMainExecutorAndNobodyTwice) {
    auto none = two_tasks();
    none.tasks[1].is_main = false;
    EXPECT_EQ(resolve(none).error().reason, "main-executor-missing");
    auto both = two_tasks();
    both.tasks[0].is_main = true;
    EXPECT_EQ(resolve(both).error().reason, "main-executor-missing");
    auto twice = two_tasks();
    twice.tasks[0].executor = twice.tasks[1].executor;
    EXPECT_EQ(resolve(twice).error().reason, "executor-repeats");
}

TEST_F(ResolutionOfAHead, NeedsThePowerToResolve) {
    EXPECT_EQ(resolve(two_tasks(), agency_.office).error().reason, "power-missing");
}

TEST_F(ResolutionOfAHead, GivesNoTermInAYearWithoutAnApprovedCalendar) {
    auto late = two_tasks();
    late.tasks[1].term = WorkingDays{300};
    EXPECT_EQ(resolve(late).error(), Error::unavailable("calendar-year-not-approved", "2027"));
    EXPECT_EQ(agency_.reload(letter_.id).state, DocumentState::registered);
}

TEST_F(ResolutionOfAHead, IsExecutedAfterTheLastAcceptedReport) {
    const auto made = must(resolve(two_tasks()));
    const auto main = made.tasks[0].id;
    const auto side = made.tasks[1].id;
    EXPECT_EQ(accept(main, agency_.head).error().reason, "state-not-allowed");
    must(report(main, agency_.clerk));
    must(report(side, agency_.adviser));
    must(accept(side, agency_.head));
    EXPECT_EQ(agency_.reload(letter_.id).state, DocumentState::in_execution);
    EXPECT_EQ(must(accept(main, agency_.head)).state, TaskState::done);
    EXPECT_EQ(agency_.reload(letter_.id).state, DocumentState::executed);
}

TEST_F(ResolutionOfAHead, ReportsComeFromTheExecutorAndDecisionsFromTheAuthor) {
    const auto made = must(resolve(two_tasks()));
    const auto main = made.tasks[0].id;
    EXPECT_EQ(report(main, agency_.adviser).error().reason, "not-your-task");
    must(report(main, agency_.clerk));
    EXPECT_EQ(report(main, agency_.clerk).error().reason, "state-not-allowed");
    EXPECT_EQ(accept(main, agency_.clerk).error().reason, "not-your-resolution");
    const auto back = agency_.write([&](sql::Transaction& tx) {
        return resolutions_.send_back(tx, agency_.act_of(agency_.head), main,
                                      "Mahiyyət üzrə deyil");
    });
    EXPECT_EQ(back.state, TaskState::sent_back);
    EXPECT_EQ(back.remark, "Mahiyyət üzrə deyil");
    EXPECT_TRUE(report(main, agency_.clerk));
}

TEST_F(ResolutionOfAHead, IsPassedOnByTheExecutorOfATask) {
    const auto made = must(resolve(two_tasks()));
    const NewResolution child{
        "Hazırlansın", made.tasks[0].id, {{agency_.keeper.assignment, true, NoTerm{}}}};
    EXPECT_EQ(resolve(child, agency_.adviser).error().reason, "not-your-task");
    const auto passed = must(resolve(child, agency_.clerk));
    EXPECT_EQ(passed.parent, made.tasks[0].id);
    EXPECT_EQ(passed.tasks[0].due, std::nullopt);
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    EXPECT_EQ(must(resolutions_of(tx, agency_.act_of(agency_.keeper), letter_.id)).size(), 2U);
}

TEST_F(ResolutionOfAHead, IsNotWrittenOnAStaleOrUnregisteredPaper) {
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return resolutions_.add(tx, agency_.act_of(agency_.head), letter_.id,
                                letter_.row_version - 1, two_tasks(), calendar_);
    });
    EXPECT_EQ(refused.error().reason, "version-stale");
    const auto draft = agency_.draft(Direction::incoming, agency_.office);
    const auto early = agency_.attempt([&](sql::Transaction& tx) {
        return resolutions_.add(tx, agency_.act_of(agency_.head), draft.id, draft.row_version,
                                two_tasks(), calendar_);
    });
    EXPECT_EQ(early.error().reason, "state-not-allowed");
}

}  // namespace
}  // namespace mohur::documents
