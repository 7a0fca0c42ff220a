// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/organisation/organisation.h"

#include "tests/support/agency/test_agency.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mohur::documents {
namespace {

using testing::must;
using testing::TestAgency;

Date day(unsigned month, unsigned number) {
    return std::chrono::year{2026} / static_cast<int>(month) / static_cast<int>(number);
}

class Acting : public ::testing::Test {
protected:
    Result<std::optional<AssignmentId>> may(const Act& act, std::optional<Power> power) {
        return agency_.attempt([&](sql::Transaction& tx) { return require(tx, act, power); });
    }
    SubstitutionId appoint(std::vector<Power> powers) {
        return agency_.write([&](sql::Transaction& tx) {
            return organisation_.substitute(tx, agency_.act_of(agency_.chief),
                                            {agency_.head.assignment, agency_.clerk.assignment,
                                             day(3, 5), day(3, 7), "Əmr 12", powers});
        });
    }
    TestAgency agency_;
    Organisation organisation_{agency_.ids()};
};

TEST_F(Acting, KeepsThePowersApart) {
    struct Case {
        testing::Member member;
        Power power;
        bool allowed;
    };
    const Case cases[] = {
        {agency_.head, Power::sign, true},
        {agency_.head, Power::seal, false},
        {agency_.keeper, Power::seal, true},
        {agency_.keeper, Power::sign, false},
        {agency_.office, Power::register_documents, true},
        {agency_.office, Power::resolve, false},
        {agency_.clerk, Power::sign, false},
    };
    for (const auto& each : cases) {
        const auto answer = may(agency_.act_of(each.member), each.power);
        EXPECT_EQ(answer.has_value(), each.allowed) << to_string(each.power);
        if (!each.allowed) {
            EXPECT_EQ(answer.error(), Error::denied("power-missing", "MH403"));
        }
    }
}

TEST_F(Acting, NeedsAnAssignmentOfThePersonThatIsActiveOnTheDay) {
    auto act = agency_.act_of(agency_.head);
    act.person = agency_.clerk.person;
    EXPECT_EQ(may(act, Power::sign).error().reason, "assignment-inactive");
    agency_.write([&](sql::Transaction& tx) -> Result<bool> {
        MOHUR_TRY_VOID(organisation_.end_assignment(tx, agency_.act_of(agency_.chief),
                                                    agency_.head.assignment, day(3, 5)));
        return true;
    });
    EXPECT_TRUE(may(agency_.act_of(agency_.head), Power::sign));
    agency_.clock().advance(std::chrono::days{1});
    EXPECT_EQ(may(agency_.act_of(agency_.head), Power::sign).error().reason, "assignment-inactive");
}

TEST_F(Acting, ForSomebodyElseNeedsASubstitutionThatCoversThePower) {
    const auto act = agency_.act_for(agency_.clerk, agency_.head);
    EXPECT_EQ(may(act, Power::sign).error().reason, "substitution-missing");
    appoint({Power::sign, Power::seal});
    EXPECT_EQ(must(may(act, Power::sign)), agency_.head.assignment);
    EXPECT_EQ(may(act, Power::resolve).error().reason, "substitution-missing");
    // The head himself has no right to seal, so his deputy has none either.
    EXPECT_EQ(may(act, Power::seal).error().reason, "power-missing");
}

TEST_F(Acting, ForSomebodyElseEndsWithItsLastDayOrByDecision) {
    const auto id = appoint({Power::sign});
    agency_.clock().advance(std::chrono::days{2});
    EXPECT_TRUE(may(agency_.act_for(agency_.clerk, agency_.head), Power::sign));
    agency_.clock().advance(std::chrono::days{1});
    EXPECT_EQ(may(agency_.act_for(agency_.clerk, agency_.head), Power::sign).error().reason,
              "substitution-missing");
    agency_.clock().advance(-std::chrono::days{3});
    agency_.write([&](sql::Transaction& tx) -> Result<bool> {
        MOHUR_TRY_VOID(organisation_.end_substitution(tx, agency_.act_of(agency_.chief), id));
        return true;
    });
    EXPECT_EQ(may(agency_.act_for(agency_.clerk, agency_.head), Power::sign).error().reason,
              "substitution-missing");
}

TEST_F(Acting, PowersCanBeTakenBackAndAreNotGrantedTwice) {
    const auto change = [&](auto what) {
        return agency_.attempt([&](sql::Transaction& tx) { return what(tx); });
    };
    const auto chief = agency_.act_of(agency_.chief);
    EXPECT_EQ(change([&](sql::Transaction& tx) {
                  return organisation_.grant(tx, chief, agency_.head.assignment, Power::sign, "x");
              })
                  .error()
                  .reason,
              "already-exists");
    EXPECT_TRUE(change([&](sql::Transaction& tx) {
        return organisation_.revoke(tx, chief, agency_.head.assignment, Power::sign);
    }));
    EXPECT_EQ(may(agency_.act_of(agency_.head), Power::sign).error().reason, "power-missing");
    EXPECT_EQ(change([&](sql::Transaction& tx) {
                  return organisation_.revoke(tx, chief, agency_.head.assignment, Power::sign);
              })
                  .error()
                  .code,
              ErrorCode::conflict);
}

TEST_F(Acting, OnlyAnAdministratorChangesTheOrganisation) {
    const auto refused = agency_.attempt([&](sql::Transaction& tx) {
        return organisation_.add_unit(tx, agency_.act_of(agency_.head), {{}, "09", "Yeni"});
    });
    EXPECT_EQ(refused.error().reason, "power-missing");
}

TEST_F(Acting, SeatsShowOwnPostsAndThoseOfPrincipals) {
    appoint({Power::sign});
    auto tx = must(agency_.database().begin_read(sql::GlobalScope{}));
    const auto seats = must(seats_of(tx, agency_.clerk.person, day(3, 5)));
    ASSERT_EQ(seats.size(), 2U);
    EXPECT_EQ(seats[0].principal, std::nullopt);
    EXPECT_EQ(seats[0].agency.id, agency_.scope().agency());
    EXPECT_EQ(seats[1].principal, agency_.head.assignment);
    EXPECT_EQ(seats[1].principal_name, "Məmmədova Aynur");
    EXPECT_EQ(must(seats_of(tx, agency_.clerk.person, day(3, 8))).size(), 1U);
}

TEST_F(Acting, DirectoryIsSortedByTheAlphabet) {
    auto tx = must(agency_.database().begin_read(agency_.scope()));
    std::vector<std::string> names;
    for (const auto& each : must(assignments(tx, day(3, 5)))) {
        names.push_back(each.person_name);
    }
    EXPECT_EQ(names,
              (std::vector<std::string>{"Əliyeva Aynur", "Hüseynov Aynur", "İsmayılov Aynur",
                                        "Quliyev Aynur", "Məmmədova Aynur", "Şükürlü Aynur"}));
    const auto head = must(assignment_of(tx, agency_.head.assignment));
    EXPECT_EQ(head.powers, (std::vector<std::string>{"control", "resolve", "sign"}));
    EXPECT_EQ(head.unit_index, "04");
}

TEST_F(Acting, AnotherAgencySeesNoUnit) {
    TestAgency other;
    auto tx = must(agency_.database().begin_read(other.scope()));
    EXPECT_EQ(must(units(tx)).size(), 1U);
    EXPECT_EQ(assignment_of(tx, agency_.head.assignment).error().reason, "assignment-missing");
}

TEST(Letterhead, IsWhatTheAdministratorSaidLast) {
    TestAgency agency;
    const Organisation organisation{agency.ids()};
    const Letterhead said{"AZ1000, Bakı", "555 01 00", "info@numune.example", ""};
    const auto say = [&](const testing::Member& who, const Letterhead& words) {
        return agency.attempt([&](sql::Transaction& tx) -> Result<bool> {
            MOHUR_TRY_VOID(organisation.set_letterhead(tx, agency.act_of(who), words));
            return true;
        });
    };
    const auto read = [&] {
        return agency.write([](sql::Transaction& tx) { return letterhead_of(tx); });
    };
    EXPECT_EQ(read(), Letterhead{});
    EXPECT_EQ(say(agency.clerk, said).error().reason, "power-missing");
    EXPECT_TRUE(say(agency.chief, said));
    EXPECT_EQ(read(), said);
    const Letterhead corrected{"AZ1001, Bakı", "555 02 00", "", "DOST-un"};
    EXPECT_TRUE(say(agency.chief, corrected));
    EXPECT_EQ(read(), corrected);
    TestAgency other;
    EXPECT_EQ(other.write([](sql::Transaction& tx) { return letterhead_of(tx); }), Letterhead{});
}

}  // namespace
}  // namespace mohur::documents
