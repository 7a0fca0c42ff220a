// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <map>
#include <string>
#include <variant>

namespace mohur::documents {

/// A term as a resolution states it; counted from the day after the start.
struct WorkingDays {
    int count = 0;  ///< 1 to 1000
};
struct CalendarDays {
    int count = 0;  ///< 1 to 3660; a last day that is off moves to the next working day
};
struct FixedDay {
    Date day;
};
struct NoTerm {};
using Term = std::variant<NoTerm, WorkingDays, CalendarDays, FixedDay>;

/// The working days of the years that tables exist for (Labour Code, article 105: five-day week).
/// Immutable value.
class Calendar {
public:
    struct Year {
        bool approved = false;  ///< the Cabinet's December decision is in the table
        std::string source;
        std::map<Date, bool> exceptions;  ///< day -> works; other days follow Monday to Friday
    };
    explicit Calendar(std::map<int, Year> years) : years_{std::move(years)} {}
    [[nodiscard]] static Result<Calendar> load(sql::Transaction& tx);

    /// Errors of all three: `unavailable` "calendar-year-missing" or "calendar-year-not-approved"
    /// (detail: the year), because a deadline that might move is not given out.
    [[nodiscard]] Result<bool> is_working(Date day) const;
    /// The `count`-th working day after `start`.
    [[nodiscard]] Result<Date> add_working_days(Date start, int count) const;
    /// The last day of `term`; nothing for NoTerm. `malformed` "term-invalid" for a count out of
    /// bounds or a fixed day before `start`.
    [[nodiscard]] Result<std::optional<Date>> due(Date start, const Term& term) const;

private:
    [[nodiscard]] Result<Date> first_working_from(Date day) const;
    std::map<int, Year> years_;
};

}  // namespace mohur::documents
