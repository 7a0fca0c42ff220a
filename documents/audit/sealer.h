// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/database.h"
#include "signing/core/clock.h"

#include <optional>

namespace mohur::documents {

/// The state of one agency's event log after a batch.
struct LogHead {
    std::int64_t tree_size = 0;
    Bytes root_hash;
    Time sealed_at;

    bool operator==(const LogHead&) const = default;
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
    /// Stores the RFC 3161 token over the root of `tree_size`.
    [[nodiscard]] Result<void> store_timestamp(const AgencyScope& agency, std::int64_t tree_size,
                                               BytesView token) const;

private:
    const sql::Database& database_;
    const Clock& clock_;
};

}  // namespace mohur::documents
