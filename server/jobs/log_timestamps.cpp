// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/jobs/log_timestamps.h"

namespace mohur::server {
namespace {

namespace sql = documents::sql;

/// Azerbaijan is at UTC+04:00 all year (documents::local_date).
constexpr std::chrono::hours kLocal{4};

}  // namespace

Time LogTimestamps::period_start() const {
    const auto local = clock_.now() + kLocal;
    return local - local.time_since_epoch() % period_ - kLocal;
}

Result<bool> LogTimestamps::schedule(const documents::AgencyScope& scope) const {
    if (!timestamping_.configured()) {
        return false;
    }
    MOHUR_TRY(const auto head, sealer_.head_to_stamp(scope, period_start()));
    if (!head) {
        return false;
    }
    MOHUR_TRY_VOID(cells_.of(scope).write(scope, [&](sql::Transaction& tx) {
        const auto now = clock_.now();
        return jobs_.enqueue(tx, {kKind, "log", Json::object(), now}, now);
    }));
    return true;
}

Result<void> LogTimestamps::stamp(const documents::AgencyScope& scope) const {
    MOHUR_TRY(const auto head, sealer_.head_to_stamp(scope, period_start()));
    if (!head) {
        return {};
    }
    const auto stamped = timestamping_.stamp({DigestAlgorithm::sha256, head->root_hash});
    if (!stamped) {
        return Error::unavailable(stamped.error().reason, stamped.error().detail);
    }
    return sealer_.store_timestamp(scope, head->tree_size, {stamped->token, stamped->material});
}

}  // namespace mohur::server
