// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/storage/target.h"
#include "signing/core/clock.h"
#include "signing/core/result.h"

#include <string>
#include <vector>

namespace mohur::documents::sql {

/// One forward step of the schema, embedded in the program. A released step is never edited.
struct Migration {
    int number = 0;    ///< from 1, growing
    std::string name;  ///< "0001_create_foundation"
    std::string text;
};

/// All steps that this program knows, in order.
[[nodiscard]] const std::vector<Migration>& migrations();

/// What stands in the database.
struct SchemaState {
    int applied = 0;  ///< number of the highest step; 0 for an empty database
    int known = 0;    ///< number of the highest step of this program
};

/// Applies the missing steps as `target` (role migrate), each in its own transaction under one
/// advisory lock, so that two programs started together do not collide. A recorded step whose
/// checksum differs from the embedded one is `integrity` "migration-changed".
[[nodiscard]] Result<SchemaState> migrate(const Target& target, const Clock& clock);

/// Refuses a database that lacks a step: `conflict` "schema-outdated". One that is ahead is fine,
/// because steps expand first and contract a release later.
[[nodiscard]] Result<SchemaState> check_schema(const Target& target);

}  // namespace mohur::documents::sql
