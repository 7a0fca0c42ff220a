// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/export/log_extract.h"
#include "signing/core/json.h"

#include <set>

namespace mohur::documents {

/// A stream as it stands in a package: every hashed field, salt and payload text of each event, and
/// its inclusion proof (docs/package.md).
[[nodiscard]] Json to_json(const StreamExtract& stream);
/// The heads that proofs lead to, with the paths of their tokens and of the material to judge these
/// by.
[[nodiscard]] Json to_json(const std::vector<ProvenHead>& heads);
/// "data/evidence/log-41.tst": where the token over the root of that head stands.
[[nodiscard]] std::string path_of_timestamp(const ProvenHead& head);
/// "data/evidence/log-41.material.json".
[[nodiscard]] std::string path_of_material(const ProvenHead& head);

/// Errors of both: `malformed` "package-invalid" with the place as detail.
[[nodiscard]] Result<StreamExtract> stream_from(const Json& json);
/// Without tokens and material, which are files of their own; `stored_at` where there is a token.
[[nodiscard]] Result<std::vector<ProvenHead>> heads_from(const Json& json);

/// Something about a stream that does not hold. Codes: "event-gap", "event-prev-hash",
/// "event-hash", "event-payload", "event-proof".
struct EventFinding {
    std::string code;
    std::int64_t no = 0;
};

/// Recomputes every hash of the stream: payload, event, chain from number 1 on, and the path of
/// each to the root of a head. Nothing is trusted but `heads`, whose tokens are somebody else's to
/// judge.
[[nodiscard]] std::vector<EventFinding> check_stream(const StreamExtract& stream,
                                                     const std::vector<ProvenHead>& heads);

/// SHA-256 of the content of every file that the events of a document tell of: the files of its
/// versions, and the sealed packages that were exchanged for it (member "package" of any event).
[[nodiscard]] std::set<Bytes> files_told(const StreamExtract& stream);

}  // namespace mohur::documents
