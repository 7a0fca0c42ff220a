// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/database.h"
#include "signing/core/clock.h"
#include "signing/core/json.h"

#include <optional>

namespace mohur::documents {

/// The state of one agency's event log after a batch.
struct LogHead {
    std::int64_t tree_size = 0;
    Bytes root_hash;
    Time sealed_at;

    bool operator==(const LogHead&) const = default;
};

/// An RFC 3161 token over a root hash, with the material by which it was judged (JSON, as the
/// server wrote it): the proof outlives the services that it names.
struct LogTimestamp {
    Bytes token;
    Json material;
};

/// Puts committed events into the agency's Merkle log. One log for each agency, so that an agency
/// can move with its log. Thread-safe; any number of nodes may run it: an advisory lock makes one
/// of them the leader of a batch and the others return at once. Borrows both.
class Sealer {
public:
    Sealer(const sql::Database& database, const Clock& clock)
        : database_{database}, clock_{clock} {}

    /// Seals up to `batch` events; the new head, or nothing when there was nothing to seal or
    /// another node leads.
    [[nodiscard]] Result<std::optional<LogHead>> seal(const AgencyScope& agency,
                                                      int batch = 2'000) const;
    /// The newest head, to be timestamped and exported; nothing for an empty log.
    [[nodiscard]] Result<std::optional<LogHead>> head(const AgencyScope& agency) const;
    /// The newest head, when nothing of it is stamped and no token was stored since `since`: so
    /// that every period begins with a time-stamp over all that was sealed before.
    [[nodiscard]] Result<std::optional<LogHead>> head_to_stamp(const AgencyScope& agency,
                                                               Time since) const;
    /// Stores the token over the root of `tree_size`. Repeating it changes nothing: the first
    /// stays.
    [[nodiscard]] Result<void> store_timestamp(const AgencyScope& agency, std::int64_t tree_size,
                                               const LogTimestamp& timestamp) const;

private:
    const sql::Database& database_;
    const Clock& clock_;
};

}  // namespace mohur::documents
