// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/reception/reception.h"

namespace mohur::documents {

/// What the time-stamp of a reception covers (docs/reception.md): the digests of the file, of the
/// verdict's text and of every piece of material, with what says whose they are. Its canonical form
/// is its compact text, members in this order, material sorted and each once.
[[nodiscard]] Json reception_record(AgencyId agency, const FileReception& file,
                                    const NewVerdict& verdict, Time judged_at);

/// SHA-256 over the compact text of a JSON value, as a column of type `json` keeps it.
[[nodiscard]] Digest digest_of_text(const Json& json);

}  // namespace mohur::documents
