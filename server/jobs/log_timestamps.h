// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/audit/sealer.h"
#include "server/jobs/job_runner.h"
#include "server/signing/timestamping.h"

#include <chrono>

namespace mohur::server {

/// Has the roots of the event logs time-stamped (architecture rule 3): at the beginning of every
/// period, or with the first events of it, the newest root of each agency. Whoever rewrites events
/// later would have to forge an authority's token over every root since. The network is asked
/// outside any transaction. Thread-safe. Borrows everything given to it.
class LogTimestamps {
public:
    static constexpr const char* kKind = "timestamp_log";

    /// `period` is counted from midnight in Azerbaijan: a day, or a part of one.
    LogTimestamps(const documents::Cells& cells, const documents::Sealer& sealer,
                  const Timestamping& timestamping, const IdSource& ids, const Clock& clock,
                  std::chrono::minutes period)
        : cells_{cells},
          sealer_{sealer},
          timestamping_{timestamping},
          jobs_{ids},
          clock_{clock},
          period_{period} {}

    /// Enqueues the work where it is due; true when it was. Nothing is ever due without an
    /// authority.
    [[nodiscard]] Result<bool> schedule(const documents::AgencyScope& scope) const;
    /// The work: stamps the newest root if that is still due. Every failure of the authorities is
    /// `unavailable`, because the next one may be right.
    [[nodiscard]] Result<void> stamp(const documents::AgencyScope& scope) const;

private:
    [[nodiscard]] Time period_start() const;

    const documents::Cells& cells_;
    const documents::Sealer& sealer_;
    const Timestamping& timestamping_;
    documents::Jobs jobs_;
    const Clock& clock_;
    std::chrono::minutes period_;
};

}  // namespace mohur::server
