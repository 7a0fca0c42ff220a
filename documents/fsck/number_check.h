// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/fsck/findings.h"
#include "documents/storage/transaction.h"

namespace mohur::documents {

struct NumberTotals {
    std::int64_t live = 0;
    std::int64_t reserved = 0;
    std::int64_t voided = 0;
};

/// Defects: "number-missing" (a gap), "number-beyond-counter", "number-state" (steps that are no
/// state), "number-without-event", "number-vanished" (an event without its number),
/// "number-not-on-document", "document-not-on-number".
[[nodiscard]] Result<NumberTotals> check_numbers(sql::Transaction& tx, Findings& findings);

/// Defects: "version-gap".
[[nodiscard]] Result<void> check_versions(sql::Transaction& tx, Findings& findings);

}  // namespace mohur::documents
