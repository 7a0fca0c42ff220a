// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/requests/idempotency.h"

namespace mohur::documents {
namespace {

// The unique key makes the second transaction wait until the first has ended.
constexpr sql::Statement kBegin{"request.begin", R"sql(
    INSERT INTO request (agency_id, person_id, key, body_digest, created_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING
)sql"};

constexpr sql::Statement kSeen{"request.seen", R"sql(
    SELECT body_digest, answer FROM request WHERE agency_id = $1 AND person_id = $2 AND key = $3
)sql"};

constexpr sql::Statement kFinish{"request.finish", R"sql(
    UPDATE request SET answer = $4 WHERE agency_id = $1 AND person_id = $2 AND key = $3
)sql"};

constexpr sql::Statement kSweep{"request.sweep", R"sql(
    DELETE FROM request WHERE agency_id = $1 AND created_at < $2
)sql"};

}  // namespace

Result<std::optional<Json>> begin_request(sql::Transaction& tx, const RequestKey& request,
                                          Time now) {
    MOHUR_TRY(const auto inserted,
              tx.exec(kBegin, tx.agency(), request.person, request.key, request.body_digest, now));
    if (inserted.affected() > 0) {
        return std::optional<Json>{};
    }
    MOHUR_TRY(const auto seen,
              tx.exec_one("request-missing", kSeen, tx.agency(), request.person, request.key));
    if (seen.get<Bytes>("body_digest") != request.body_digest || seen.is_null("answer")) {
        return Error::conflict("idempotency-mismatch");
    }
    return std::optional{seen.get<Json>("answer")};
}

Result<void> finish_request(sql::Transaction& tx, const RequestKey& request, const Json& answer) {
    return tx.change("request-missing", kFinish, tx.agency(), request.person, request.key, answer);
}

Result<std::int64_t> sweep_requests(sql::Transaction& tx, Time before) {
    MOHUR_TRY(const auto rows, tx.exec(kSweep, tx.agency(), before));
    return static_cast<std::int64_t>(rows.affected());
}

}  // namespace mohur::documents
