// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/ids.h"
#include "documents/storage/parameter.h"

#include <optional>

namespace mohur::documents {

/// The day in Azerbaijan at `time`. The zone is UTC+04:00 all year since summer time was abolished
/// in 2016.
[[nodiscard]] Date local_date(Time time) noexcept;

/// Who does something, on whose behalf and when: part of every change and of its event. Immutable.
struct Act {
    std::optional<PersonId> person;  ///< empty: the system itself (timers, first set-up)
    std::optional<AssignmentId> assignment;
    std::optional<AssignmentId> on_behalf_of;  ///< the principal whom `assignment` substitutes
    Time at;

    [[nodiscard]] static Act system(Time at) { return Act{{}, {}, {}, at}; }
};

/// The value of the SQL type `acting`.
[[nodiscard]] std::string acting(const Act& act);

}  // namespace mohur::documents
