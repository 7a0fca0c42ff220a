// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/control/control_card.h"

#include "documents/registry/registry.h"
#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

Date day(unsigned month, unsigned number) {
    return std::chrono::year{2026} / static_cast<int>(month) / static_cast<int>(number);
}

class Control : public ::testing::Test {
protected:
    Result<ControlCard> set(const testing::Member& by, Date due = day(3, 20)) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return cards_.set(tx, agency_.act_of(by), letter_.id,
                              {{}, ControlReason::higher_body, due});
        });
    }
    Result<ControlCard> remove(const Act& act, ControlCardId id, std::string_view reason = "İcra") {
        return agency_.attempt(
            [&](sql::Transaction& tx) { return cards_.remove(tx, act, id, reason); });
    }
    TestAgency agency_;
    ControlCards cards_{agency_.ids()};
    Document letter_ = agency_.draft(Direction::incoming, agency_.office);
    testing::Member second_ = agency_.hire("Rzayev", "Nazir müavini", {Power::control});
};

TEST_F(Control, IsSetByWhoMayAndOnce) {
    EXPECT_EQ(set(agency_.clerk).error().code, ErrorCode::denied);
    const auto card = must(set(agency_.head));
    EXPECT_TRUE(card.on);
    EXPECT_EQ(card.set_name, "Məmmədova Aynur");
    EXPECT_EQ(set(second_).error().reason, "already-exists");
    EXPECT_EQ(set(agency_.head, day(3, 4)).error().reason, "term-invalid");
}

TEST_F(Control, IsRemovedOnlyByTheOfficialWhoSetIt) {
    const auto card = must(set(agency_.head));
    EXPECT_EQ(remove(agency_.act_of(second_), card.id).error().reason, "not-your-control");
    EXPECT_EQ(remove(agency_.act_of(agency_.head), card.id, "").error().reason, "reason-missing");
    const auto removed = must(remove(agency_.act_of(agency_.head), card.id));
    EXPECT_FALSE(removed.on);
    EXPECT_EQ(removed.removal_reason, "İcra");
    EXPECT_EQ(remove(agency_.act_of(agency_.head), card.id).error().reason, "control-removed");
    EXPECT_TRUE(set(second_));
}

TEST_F(Control, IsRemovedByASubstituteOfTheOfficial) {
    const auto card = must(set(agency_.head));
    const auto deputy = agency_.act_for(agency_.clerk, agency_.head);
    EXPECT_EQ(remove(deputy, card.id).error().reason, "substitution-missing");
    agency_.write([&](sql::Transaction& tx) {
        return Organisation{agency_.ids()}.substitute(tx, agency_.act_of(agency_.chief),
                                                      {agency_.head.assignment,
                                                       agency_.clerk.assignment,
                                                       day(3, 5),
                                                       day(3, 5),
                                                       "Əmr 9",
                                                       {Power::control}});
    });
    EXPECT_TRUE(remove(deputy, card.id));
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto last = must(history_of(tx, agency_.act_of(agency_.head), letter_.id)).back();
    EXPECT_EQ(last.type, "control.removed");
    EXPECT_EQ(last.person_name, "İsmayılov Aynur");
    EXPECT_EQ(last.on_behalf_of_name, "Məmmədova Aynur");
}

TEST_F(Control, KeepsTheOriginalTermWhenItIsExtended) {
    const auto card = must(set(agency_.head));
    const auto request = [&](Date due, std::string_view reason) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return cards_.request_extension(tx, agency_.act_of(agency_.office), card.id, due,
                                            reason);
        });
    };
    EXPECT_EQ(request(day(3, 20), "x").error().reason, "term-invalid");
    EXPECT_EQ(request(day(4, 2), "").error().reason, "value-not-allowed");
    const auto asked = must(request(day(4, 2), "Sorğuya cavab gözlənilir"));
    EXPECT_EQ(request(day(4, 3), "bir də").error().reason, "already-exists");
    const auto decide = [&](const testing::Member& by) {
        return agency_.attempt([&](sql::Transaction& tx) {
            return cards_.decide_extension(tx, agency_.act_of(by), card.id, asked.extensions[0].id,
                                           true, "");
        });
    };
    EXPECT_EQ(decide(second_).error().reason, "not-your-control");
    const auto extended = must(decide(agency_.head));
    EXPECT_EQ(extended.due, day(4, 2));
    EXPECT_EQ(extended.original_due, day(3, 20));
    EXPECT_EQ(extended.extensions[0].granted, true);
    EXPECT_EQ(decide(agency_.head).error().reason, "extension-decided");
}

TEST_F(Control, ShowsWhatIsDue) {
    must(set(agency_.head));
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    const auto act = agency_.act_of(agency_.head);
    EXPECT_TRUE(must(cards_due(tx, act, day(3, 19))).empty());
    EXPECT_EQ(must(cards_due(tx, act, day(3, 20))).size(), 1U);
    EXPECT_EQ(cards_due(tx, agency_.act_of(agency_.clerk), day(3, 20)).error().reason,
              "power-missing");
}

}  // namespace
}  // namespace mohur::documents
