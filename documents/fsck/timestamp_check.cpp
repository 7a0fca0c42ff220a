// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/timestamp_check.h"

#include "signing/timestamp/timestamp_token.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kTokens{"fsck.timestamps", R"sql(
    SELECT stamped.tree_size, stamped.token, stamped.material, stamped.stored_at,
           head.root_hash, head.sealed_at
      FROM log_timestamp AS stamped
      JOIN log_head AS head USING (agency_id, tree_size)
     WHERE stamped.agency_id = $1
     ORDER BY stamped.tree_size
)sql"};

/// What a token was accepted with: the clocks of host and authority may differ by a minute.
constexpr std::chrono::seconds kClockTolerance{60};

/// The first thing that does not hold of a token by itself; empty when all does.
std::string_view defect_of(const Result<signing::TimestampToken>& token, const Digest& imprint,
                           Time covered_at) {
    if (!token) {
        return "timestamp-damaged";
    }
    if (!token->covers(imprint)) {
        return "timestamp-imprint";
    }
    if (!token->check({}).intact) {
        return "timestamp-signature";
    }
    return token->time() + kClockTolerance < covered_at ? "timestamp-early" : std::string_view{};
}

}  // namespace

Result<TokenCheck> check_token(const StoredTimestamp& stored, Time covered_at,
                               const TimestampJudge& judge) {
    const auto token = signing::TimestampToken::parse(stored.token, Limits{});
    const auto defect = defect_of(token, stored.imprint, covered_at);
    if (!defect.empty()) {
        return TokenCheck{std::string{defect}, "", {}};
    }
    if (judge) {
        MOHUR_TRY(const auto verdict, judge(stored));
        if (verdict != "PASSED") {
            return TokenCheck{"timestamp-not-passed", ": " + verdict, {}};
        }
    }
    return TokenCheck{"", "", token->time()};
}

Result<TimestampTotals> check_timestamps(sql::Transaction& tx, const TimestampJudge& judge,
                                         Findings& findings) {
    MOHUR_TRY(const auto rows, tx.exec(kTokens, tx.agency()));
    TimestampTotals totals;
    for (const auto& row : rows) {
        const auto size = row.get<std::int64_t>("tree_size");
        const StoredTimestamp stored{row.get<Bytes>("token"),
                                     {DigestAlgorithm::sha256, row.get<Bytes>("root_hash")},
                                     row.get<Json>("material"),
                                     row.get<Time>("stored_at")};
        MOHUR_TRY(const auto check, check_token(stored, row.get<Time>("sealed_at"), judge));
        ++totals.count;
        if (!check.defect.empty()) {
            findings.add(check.defect, "size " + std::to_string(size) + check.detail);
            continue;
        }
        totals.newest_size = size;
        totals.newest_time = check.time;
    }
    return totals;
}

}  // namespace mohur::documents
