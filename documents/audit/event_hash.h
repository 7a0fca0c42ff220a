// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/model/act.h"
#include "documents/storage/rows.h"
#include "signing/core/bytes.h"

#include <optional>
#include <string>

namespace mohur::documents {

/// The fields that the hash of an event covers.
struct EventFields {
    AgencyId agency;
    std::string stream;
    std::int64_t no = 0;
    std::string type;
    std::optional<PersonId> person;
    std::optional<AssignmentId> assignment;
    std::optional<AssignmentId> on_behalf_of;
    Time recorded_at;
    Bytes payload_digest;
    Bytes prev_hash;
};

/// From a row with the columns of `event`.
[[nodiscard]] EventFields event_fields(const sql::Row& row);

/// SHA-256 over the fields, each variable one with its length before it; the same as the SQL
/// function event_hash(), computed independently so that the chain can be proven offline.
[[nodiscard]] Bytes event_hash(const EventFields& fields);

/// SHA-256 of salt and payload, as the event stores it.
[[nodiscard]] Bytes payload_digest(BytesView salt, std::string_view payload);

}  // namespace mohur::documents
