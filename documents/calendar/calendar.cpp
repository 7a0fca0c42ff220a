// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/calendar/calendar.h"

namespace mohur::documents {
namespace {

constexpr int kMostWorkingDays = 1'000;
constexpr int kMostCalendarDays = 3'660;

constexpr sql::Statement kYears{"calendar.years",
                                "SELECT year, approved, source FROM calendar_year"};
constexpr sql::Statement kDays{"calendar.days", "SELECT day, year, working FROM calendar_day"};

Date plus_days(Date day, int count) {
    return Date{std::chrono::sys_days{day} + std::chrono::days{count}};
}

bool is_weekend(Date day) {
    const std::chrono::weekday weekday{std::chrono::sys_days{day}};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

Error wrong_term() {
    return Error::malformed("term-invalid");
}

}  // namespace

Result<Calendar> Calendar::load(sql::Transaction& tx) {
    MOHUR_TRY(const auto years, tx.exec(kYears));
    std::map<int, Year> all;
    for (const auto& row : years) {
        all[row.get<int>("year")] = {row.get<bool>("approved"), row.text("source"), {}};
    }
    MOHUR_TRY(const auto days, tx.exec(kDays));
    for (const auto& row : days) {
        all[row.get<int>("year")].exceptions[row.get<Date>("day")] = row.get<bool>("working");
    }
    return Calendar{std::move(all)};
}

Result<bool> Calendar::is_working(Date day) const {
    const auto number = static_cast<int>(day.year());
    const auto year = years_.find(number);
    if (year == years_.end()) {
        return Error::unavailable("calendar-year-missing", std::to_string(number));
    }
    if (!year->second.approved) {
        return Error::unavailable("calendar-year-not-approved", std::to_string(number));
    }
    const auto exception = year->second.exceptions.find(day);
    return exception != year->second.exceptions.end() ? exception->second : !is_weekend(day);
}

Result<Date> Calendar::add_working_days(Date start, int count) const {
    Date day = start;
    while (count > 0) {
        day = plus_days(day, 1);
        MOHUR_TRY(const bool works, is_working(day));
        count -= works ? 1 : 0;
    }
    return day;
}

Result<Date> Calendar::first_working_from(Date day) const {
    for (;; day = plus_days(day, 1)) {
        MOHUR_TRY(const bool works, is_working(day));
        if (works) {
            return day;
        }
    }
}

Result<std::optional<Date>> Calendar::due(Date start, const Term& term) const {
    if (const auto* working = std::get_if<WorkingDays>(&term)) {
        if (working->count < 1 || working->count > kMostWorkingDays) {
            return wrong_term();
        }
        MOHUR_TRY(const auto day, add_working_days(start, working->count));
        return std::optional{day};
    }
    if (const auto* days = std::get_if<CalendarDays>(&term)) {
        if (days->count < 1 || days->count > kMostCalendarDays) {
            return wrong_term();
        }
        MOHUR_TRY(const auto day, first_working_from(plus_days(start, days->count)));
        return std::optional{day};
    }
    if (const auto* fixed = std::get_if<FixedDay>(&term)) {
        if (!fixed->day.ok() || fixed->day < start) {
            return wrong_term();
        }
        return std::optional{fixed->day};
    }
    return std::optional<Date>{};
}

}  // namespace mohur::documents
