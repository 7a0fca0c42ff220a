// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/calendar/calendar.h"

#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

namespace mohur::documents {
namespace {

using std::chrono::year;

Calendar loaded() {
    const auto& database = testing::TestCluster::shared().database();
    return testing::must(
        database.read(sql::GlobalScope{}, [](sql::Transaction& tx) { return Calendar::load(tx); }));
}

Date day(unsigned month, unsigned number) {
    return year{2026} / static_cast<int>(month) / static_cast<int>(number);
}

struct Vector {
    Date start;
    std::array<Date, 4> due;  // +3, +5, +15, +30 working days
};

// Five registration days around the holidays of 2026, counted from the day after.
const Vector kVectors[] = {
    {day(3, 4), {day(3, 10), day(3, 12), day(4, 6), day(4, 27)}},
    {day(3, 19), {day(4, 2), day(4, 6), day(4, 20), day(5, 12)}},
    {day(5, 8), {day(5, 14), day(5, 18), day(6, 4), day(6, 29)}},
    {day(5, 26), {day(6, 3), day(6, 5), day(6, 22), day(7, 14)}},
    {day(11, 5), {day(11, 12), day(11, 16), day(11, 30), day(12, 21)}},
};

TEST(Calendar, GivesTheDeadlinesOf2026) {
    const auto calendar = loaded();
    constexpr std::array counts{3, 5, 15, 30};
    for (const auto& vector : kVectors) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            EXPECT_EQ(testing::must(calendar.add_working_days(vector.start, counts[i])),
                      vector.due[i])
                << static_cast<unsigned>(vector.start.month()) << "-"
                << static_cast<unsigned>(vector.start.day()) << " +" << counts[i];
        }
    }
}

TEST(Calendar, Counts241WorkingDaysIn2026) {
    const auto calendar = loaded();
    constexpr std::array official{19, 20, 14, 22, 17, 20, 23, 21, 22, 22, 19, 22};
    std::array<int, 12> counted{};
    for (std::chrono::sys_days at{day(1, 1)}; Date{at}.year() == year{2026};
         at += std::chrono::days{1}) {
        const auto month = static_cast<unsigned>(Date{at}.month());
        counted[month - 1] += testing::must(calendar.is_working(Date{at})) ? 1 : 0;
    }
    EXPECT_EQ(counted, official);
}

TEST(Calendar, RefusesAYearThatIsNotApproved) {
    const auto calendar = loaded();
    EXPECT_EQ(calendar.add_working_days(day(12, 30), 1).error(),
              Error::unavailable("calendar-year-not-approved", "2027"));
    EXPECT_EQ(calendar.is_working(year{2031} / 1 / 5).error().reason, "calendar-year-missing");
}

TEST(Calendar, MovesACalendarTermToAWorkingDay) {
    const auto calendar = loaded();
    EXPECT_EQ(testing::must(calendar.due(day(3, 10), CalendarDays{10})), day(3, 31));
    EXPECT_EQ(testing::must(calendar.due(day(4, 1), CalendarDays{1})), day(4, 2));
}

TEST(Calendar, TakesAFixedDayAsItStands) {
    const auto calendar = loaded();
    EXPECT_EQ(testing::must(calendar.due(day(3, 10), FixedDay{day(3, 22)})), day(3, 22));
    EXPECT_EQ(testing::must(calendar.due(day(3, 10), NoTerm{})), std::nullopt);
}

TEST(Calendar, RefusesTermsOutOfBounds) {
    const auto calendar = loaded();
    for (const Term& term : {Term{WorkingDays{0}}, Term{WorkingDays{1'001}}, Term{CalendarDays{-1}},
                             Term{FixedDay{day(3, 9)}}, Term{FixedDay{day(2, 30)}}}) {
        EXPECT_EQ(calendar.due(day(3, 10), term).error().reason, "term-invalid");
    }
}

TEST(Calendar, KnowsATransferredWorkingSaturday) {
    Calendar::Year table{true, "test", {{day(4, 4), true}}};
    const Calendar calendar{{{2026, table}}};
    EXPECT_EQ(testing::must(calendar.add_working_days(day(4, 3), 1)), day(4, 4));
}

TEST(LocalDate, TurnsAtMidnightInBaku) {
    EXPECT_EQ(local_date(*parse_rfc3339("2026-03-05T19:59:59Z")), day(3, 5));
    EXPECT_EQ(local_date(*parse_rfc3339("2026-03-05T20:00:00Z")), day(3, 6));
}

}  // namespace
}  // namespace mohur::documents
