// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/fsck/timestamp_check.h"

namespace mohur::documents {

struct ReceptionTotals {
    std::int64_t judged = 0;
    std::int64_t stamped = 0;
};

/// Checks what was written down when files came in: the record names the file, the verdict and the
/// material as they are stored, and its time-stamp holds. That the material itself is there is
/// `check_content`'s. Defects: "reception-record" (not the text that was stamped),
/// "reception-content", "reception-verdict", "reception-material" (the record names another), and
/// those of `check_token`.
[[nodiscard]] Result<ReceptionTotals> check_receptions(sql::Transaction& tx,
                                                       const TimestampJudge& judge,
                                                       Findings& findings);

}  // namespace mohur::documents
