// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/workflow/route.h"

#include "documents/registry/registry.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

#include <thread>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

class Route : public ::testing::Test {
protected:
    Result<Document> start(const Document& document, const RoutePlan& plan,
                           std::optional<testing::Member> by = {}) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return routes_.start(tx, agency_.act_of(by.value_or(agency_.clerk)), document.id,
                                 document.row_version, plan);
        });
    }
    Result<Document> visa(DocumentId id, const testing::Member& by) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return routes_.give_visa(tx, agency_.act_of(by), id, "Razıyam");
        });
    }
    Result<Document> refuse(DocumentId id, const testing::Member& by, std::string_view reason) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return routes_.refuse(tx, agency_.act_of(by), id, reason);
        });
    }
    std::vector<RouteStep> steps(DocumentId id) {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return must(steps_of(tx, agency_.act_of(agency_.clerk), id));
    }
    TestAgency agency_;
    Routes routes_;
    Document draft_ = agency_.draft(Direction::outgoing, agency_.clerk);
    RoutePlan plan_{{agency_.adviser.assignment, agency_.office.assignment},
                    {{agency_.head.assignment, StepAction::sign}}};
};

TEST_F(Route, CollectsAllVisasSideBySideBeforeTheSignature) {
    EXPECT_EQ(must(start(draft_, plan_)).state, DocumentState::in_approval);
    EXPECT_EQ(must(visa(draft_.id, agency_.office)).state, DocumentState::in_approval);
    EXPECT_EQ(must(visa(draft_.id, agency_.adviser)).state, DocumentState::at_signing);
    const auto all = steps(draft_.id);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].state, StepState::done);
    EXPECT_EQ(all[0].acted_name, "Şükürlü Aynur");
    EXPECT_EQ(all[0].remark, "Razıyam");
    EXPECT_EQ(all[2].state, StepState::active);
}

TEST_F(Route, WithoutVisasGoesStraightToTheSignature) {
    plan_.visas.clear();
    EXPECT_EQ(must(start(draft_, plan_)).state, DocumentState::at_signing);
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto due = must(routes_.due_signature(tx, draft_.id));
    EXPECT_EQ(due.assignee, agency_.head.assignment);
    EXPECT_TRUE(due.is_last);
}

TEST_F(Route, HasOneSignatureDueAtATime) {
    plan_ = {{},
             {{agency_.head.assignment, StepAction::sign},
              {agency_.keeper.assignment, StepAction::seal}}};
    must(start(draft_, plan_));
    agency_.write([&](sql::Transaction& tx) -> Result<bool> {
        MOHUR_TRY(const auto due, routes_.due_signature(tx, draft_.id));
        EXPECT_FALSE(due.is_last);
        MOHUR_TRY_VOID(routes_.complete_signature(tx, agency_.act_of(agency_.head),
                                                  agency_.reload(draft_.id), due));
        MOHUR_TRY(const auto next, routes_.due_signature(tx, draft_.id));
        EXPECT_EQ(next.action, StepAction::seal);
        EXPECT_TRUE(next.is_last);
        return true;
    });
}

TEST_F(Route, RefusedGoesBackToItsAuthorAndStartsAgain) {
    must(start(draft_, plan_));
    EXPECT_EQ(refuse(draft_.id, agency_.adviser, "").error().reason, "reason-missing");
    const auto returned = must(refuse(draft_.id, agency_.adviser, "Rəqəmlər səhvdir"));
    EXPECT_EQ(returned.state, DocumentState::returned);
    EXPECT_EQ(visa(draft_.id, agency_.office).error().reason, "not-your-step");
    must(start(returned, plan_));
    const auto all = steps(draft_.id);
    EXPECT_EQ(all.size(), 6U);
    EXPECT_EQ(all.back().round, 2);
    EXPECT_EQ(all[1].state, StepState::cancelled);
}

TEST_F(Route, StepsAreDoneByTheirAssigneesOnly) {
    must(start(draft_, plan_));
    EXPECT_EQ(visa(draft_.id, agency_.clerk).error().reason, "not-your-step");
    EXPECT_EQ(refuse(draft_.id, agency_.head, "x").error().reason, "not-your-step");
    must(visa(draft_.id, agency_.adviser));
    EXPECT_EQ(visa(draft_.id, agency_.adviser).error().reason, "not-your-step");
}

TEST_F(Route, ASubstituteActsInAnothersName) {
    must(start(draft_, plan_));
    const Organisation organisation{agency_.ids()};
    const Date day{std::chrono::year{2026} / 3 / 5};
    agency_.write([&](sql::Transaction& tx) {
        return organisation.substitute(
            tx, agency_.act_of(agency_.chief),
            {agency_.adviser.assignment, agency_.clerk.assignment, day, day, "Əmr 3", {}});
    });
    agency_.write([&](sql::Transaction& tx) {
        return routes_.give_visa(tx, agency_.act_for(agency_.clerk, agency_.adviser), draft_.id,
                                 "");
    });
    const auto first = steps(draft_.id).front();
    EXPECT_EQ(first.acted_name, "İsmayılov Aynur");
    EXPECT_EQ(first.acted_for_name, "Şükürlü Aynur");
}

TEST_F(Route, IsStartedByTheAuthorWithTheVersionHeSaw) {
    EXPECT_EQ(start(draft_, plan_, agency_.office).error().reason, "not-the-author");
    auto stale = draft_;
    stale.row_version -= 1;
    EXPECT_EQ(start(stale, plan_).error().reason, "version-stale");
    must(start(draft_, plan_));
    EXPECT_EQ(start(agency_.reload(draft_.id), plan_).error().reason, "state-not-allowed");
}

TEST_F(Route, PlansAreChecked) {
    EXPECT_EQ(start(draft_, {}).error().reason, "route-empty");
    EXPECT_EQ(start(draft_, {{}, {{agency_.clerk.assignment, StepAction::sign}}}).error().reason,
              "signatory-without-power");
    EXPECT_EQ(start(draft_, {{}, {{agency_.head.assignment, StepAction::seal}}}).error().reason,
              "signatory-without-power");
    auto twice = plan_;
    twice.visas.push_back(agency_.office.assignment);
    EXPECT_EQ(start(draft_, twice).error().reason, "route-repeats");
    const auto incoming = agency_.draft(Direction::incoming, agency_.office);
    EXPECT_EQ(start(incoming, plan_, agency_.office).error().reason, "state-not-allowed");
}

TEST_F(Route, IsRecalledByItsAuthor) {
    const auto running = must(start(draft_, plan_));
    const auto recall = [&](const testing::Member& by) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return routes_.recall(tx, agency_.act_of(by), draft_.id, running.row_version, "Səhv");
        });
    };
    EXPECT_EQ(recall(agency_.office).error().reason, "not-the-author");
    EXPECT_EQ(must(recall(agency_.clerk)).state, DocumentState::draft);
}

TEST_F(Route, OfTwoPeopleAtOnceBothVisasCount) {
    must(start(draft_, plan_));
    std::thread other{[&] { must(visa(draft_.id, agency_.office)); }};
    must(visa(draft_.id, agency_.adviser));
    other.join();
    EXPECT_EQ(agency_.reload(draft_.id).state, DocumentState::at_signing);
}

TEST_F(Route, ShowsTheDocumentToWhomItIsSent) {
    const auto hidden = [&] {
        auto tx = must(agency_.database().begin_read(agency_.scope()));
        return !document_of(tx, agency_.act_of(agency_.adviser), draft_.id);
    };
    EXPECT_TRUE(hidden());
    must(start(draft_, plan_));
    EXPECT_FALSE(hidden());
}

}  // namespace
}  // namespace mohur::documents
