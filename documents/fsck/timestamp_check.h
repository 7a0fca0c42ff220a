// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/fsck/findings.h"
#include "documents/storage/transaction.h"
#include "signing/core/digest.h"

#include <functional>
#include <optional>

namespace mohur::documents {

/// A stored token over a root of the log or the record of a reception.
struct StoredTimestamp {
    Bytes token;
    Digest imprint;  ///< of what it is to cover
    Json material;   ///< by which it was judged when it was stored
    Time stored_at;
};

/// Judges a token by the configured trust, as of when it was stored and without asking anybody:
/// "PASSED", or the indication and sub-indication of EN 319 102-1. Certificates are not judged on
/// this floor's knowledge alone; the server brings its anchors.
using TimestampJudge = std::function<Result<std::string>(const StoredTimestamp&)>;

struct TimestampTotals {
    std::int64_t count = 0;
    std::optional<std::int64_t> newest_size;  ///< of the log, covered by a token
    std::optional<Time> newest_time;
};

/// What does not hold of a token, or when it says that its data existed.
struct TokenCheck {
    std::string defect;  ///< empty when everything holds
    std::string detail;
    Time time{};
};

/// Checks one token by itself, against the moment `covered_at` at which its data was written down,
/// and by the judge, when there is one. Defects as below.
[[nodiscard]] Result<TokenCheck> check_token(const StoredTimestamp& stored, Time covered_at,
                                             const TimestampJudge& judge);

/// Checks every token over a root of the log. The roots themselves are proven by `check_log`.
/// Defects: "timestamp-damaged" (no token), "timestamp-imprint" (stamps something else than the
/// root at that size), "timestamp-signature" (its own signature does not hold), "timestamp-early"
/// (older than what it covers), "timestamp-not-passed" (the judge's words follow). A null `judge`
/// judges no trust.
[[nodiscard]] Result<TimestampTotals> check_timestamps(sql::Transaction& tx,
                                                       const TimestampJudge& judge,
                                                       Findings& findings);

}  // namespace mohur::documents
