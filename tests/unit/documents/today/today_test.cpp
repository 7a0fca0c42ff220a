// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/today/today.h"

#include "documents/control/control_card.h"
#include "documents/registry/registrar.h"
#include "documents/workflow/route.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

class Desk : public ::testing::Test {
protected:
    Today of(const testing::Member& member) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(today_of(tx, agency_.act_of(member)));
    }
    TestAgency agency_;
};

TEST_F(Desk, FollowsALetterThroughTheHouse) {
    const auto draft = agency_.draft(Direction::incoming, agency_.office);
    EXPECT_EQ(of(agency_.office).to_register.size(), 1U);
    EXPECT_TRUE(of(agency_.head).to_register.empty());
    agency_.write([&](sql::Transaction& tx) {
        return Registrar{agency_.ids()}.register_document(
            tx, agency_.act_of(agency_.office), draft.id, draft.row_version, agency_.incoming);
    });
    EXPECT_TRUE(of(agency_.office).to_register.empty());
    ASSERT_EQ(of(agency_.head).to_resolve.size(), 1U);
    EXPECT_EQ(of(agency_.head).to_resolve[0].document.index_text, "D-1/26");
    const auto resolution = agency_.write([&](sql::Transaction& tx) -> Result<Resolution> {
        MOHUR_TRY(const auto calendar, Calendar::load(tx));
        return Resolutions{agency_.ids()}.add(
            tx, agency_.act_of(agency_.head), draft.id, agency_.reload(draft.id).row_version,
            {"Hazırlansın", {}, {{agency_.clerk.assignment, true, WorkingDays{3}}}}, calendar);
    });
    EXPECT_TRUE(of(agency_.head).to_resolve.empty());
    const auto mine = of(agency_.clerk).my_tasks;
    ASSERT_EQ(mine.size(), 1U);
    EXPECT_EQ(mine[0].due, (std::chrono::year{2026} / 3 / 11));
    EXPECT_EQ(mine[0].note, "Hazırlansın");
    agency_.write([&](sql::Transaction& tx) {
        return Resolutions{agency_.ids()}.report(tx, agency_.act_of(agency_.clerk),
                                                 resolution.tasks[0].id, "Hazırdır", {});
    });
    EXPECT_TRUE(of(agency_.clerk).my_tasks.empty());
    EXPECT_EQ(of(agency_.head).to_accept.size(), 1U);
}

TEST_F(Desk, ShowsStepsAndReturns) {
    const auto draft = agency_.draft(Direction::outgoing, agency_.clerk);
    agency_.write([&](sql::Transaction& tx) {
        return Routes{}.start(
            tx, agency_.act_of(agency_.clerk), draft.id, draft.row_version,
            {{agency_.adviser.assignment}, {{agency_.head.assignment, StepAction::sign}}});
    });
    EXPECT_EQ(of(agency_.adviser).to_visa.size(), 1U);
    EXPECT_TRUE(of(agency_.head).to_sign.empty());
    agency_.write([&](sql::Transaction& tx) {
        return Routes{}.give_visa(tx, agency_.act_of(agency_.adviser), draft.id, "");
    });
    EXPECT_EQ(of(agency_.head).to_sign.size(), 1U);
    agency_.write([&](sql::Transaction& tx) {
        return Routes{}.refuse(tx, agency_.act_of(agency_.head), draft.id, "Qısaldın");
    });
    ASSERT_EQ(of(agency_.clerk).returned.size(), 1U);
    EXPECT_EQ(of(agency_.clerk).returned[0].note, "Qısaldın");
}

TEST_F(Desk, ShowsControlToWhoSetIt) {
    const auto draft = agency_.draft(Direction::incoming, agency_.office);
    const ControlCards cards{agency_.ids()};
    agency_.write([&](sql::Transaction& tx) {
        return cards.set(tx, agency_.act_of(agency_.head), draft.id,
                         {{}, ControlReason::own_task, std::chrono::year{2026} / 4 / 1});
    });
    EXPECT_EQ(of(agency_.head).on_control.size(), 1U);
    EXPECT_TRUE(of(agency_.office).on_control.empty());
}

}  // namespace
}  // namespace mohur::documents
