// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/fsck/findings.h"
#include "documents/storage/transaction.h"

namespace mohur::documents {

struct StreamTotals {
    std::int64_t streams = 0;
    std::int64_t events = 0;
};

/// Defects: "event-gap", "event-prev-hash", "event-hash", "event-payload".
[[nodiscard]] Result<StreamTotals> check_streams(sql::Transaction& tx, Findings& findings);

struct LogTotals {
    std::int64_t size = 0;
    Bytes root;
    std::int64_t unsealed = 0;
};

/// Defects: "log-gap", "log-order", "log-root", "log-size", "event-unlogged", "event-logged-early".
[[nodiscard]] Result<LogTotals> check_log(sql::Transaction& tx, Findings& findings);

}  // namespace mohur::documents
