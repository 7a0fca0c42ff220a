// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/audit/event.h"
#include "documents/audit/event_hash.h"
#include "documents/audit/merkle_proof.h"
#include "documents/storage/transaction.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

/// An event with all that its proof needs. Immutable value.
struct SealedEvent {
    EventFields fields;
    Bytes hash;
    std::optional<Bytes> salt;           ///< empty once the payload was disposed of by law
    std::optional<std::string> payload;  ///< its text as it was hashed
    std::optional<InclusionProof> proof;

    bool operator==(const SealedEvent&) const = default;
};

/// The events of one stream, oldest first.
struct StreamExtract {
    std::string stream;  ///< "document:0197..."
    std::vector<SealedEvent> events;
};

/// A state of the agency's log that proofs lead to.
struct ProvenHead {
    std::uint64_t tree_size = 0;
    Bytes root_hash;
    Time sealed_at;
    Bytes timestamp;  ///< RFC 3161 token over `root_hash`; empty when it was never timestamped
    Json material{};  ///< by which the token was judged when it was stored
                      ///< (documents/audit/sealer.h)
    Time stored_at{};
};

/// Streams with the proofs of their events.
struct LogExtract {
    std::vector<StreamExtract> streams;  ///< in the order they were asked for
    std::vector<ProvenHead> heads;       ///< those that a proof leads to, by size
};

/// Reads streams and proves each event under the first timestamped head that covers it, else under
/// the newest head. Reads the whole log once: the cost grows with the agency's events, the memory
/// does not. Errors: `unavailable` "log-not-sealed" while an event of the streams is not in the log
/// yet (the sealer needs about a second); `integrity` "log-frontier-damaged" when the log does not
/// give the root of its heads.
[[nodiscard]] Result<LogExtract> extract_log(sql::Transaction& tx,
                                             const std::vector<Stream>& streams);

}  // namespace mohur::documents
