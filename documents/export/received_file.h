// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/reception/reception.h"

namespace mohur::documents {

/// What was found when a file came in, with the proof of when (docs/reception.md).
struct ReceivedFile {
    ReceptionMark mark = ReceptionMark::unknown;
    Time judged_at;
    ReceptionEvidence evidence;
    Json token_material;  ///< by which the token was judged; null without one
    Time stored_at;       ///< of the token
};

/// Nothing for a file that did not come in from outside, or is not judged yet.
[[nodiscard]] Result<std::optional<ReceivedFile>> received_file(sql::Transaction& tx,
                                                                const FilePlace& place);

}  // namespace mohur::documents
