// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/access.h"
#include "documents/resolution/resolution.h"

#include <vector>

namespace mohur::documents {

/// Something that waits for the person.
struct TodayLine {
    DocumentLine document;
    std::optional<Date> due;
    std::optional<TaskId> task;
    std::string note;  ///< text of the resolution or the remark of a return
};

/// What a person finds on his desk this morning; each list at most 50, the most urgent first.
struct Today {
    std::vector<TodayLine> to_visa;
    std::vector<TodayLine> to_sign;      ///< and to seal
    std::vector<TodayLine> to_resolve;   ///< registered papers without a resolution; for leadership
    std::vector<TodayLine> to_register;  ///< captured incoming drafts; for the registry office
    std::vector<TodayLine> my_tasks;     ///< given or sent back
    std::vector<TodayLine> to_accept;    ///< reports on my resolutions
    std::vector<TodayLine> on_control;   ///< cards that I set
    std::vector<TodayLine> returned;     ///< my drafts that were refused
};

[[nodiscard]] Result<Today> today_of(sql::Transaction& tx, const Act& act);

}  // namespace mohur::documents
