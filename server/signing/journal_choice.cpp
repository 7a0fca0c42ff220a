// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/signing/journal_choice.h"

namespace mohur::server {

Result<documents::JournalId> journal_for(documents::sql::Transaction& tx,
                                         documents::Direction direction,
                                         const std::optional<documents::JournalId>& wanted) {
    if (wanted) {
        return *wanted;
    }
    MOHUR_TRY(const auto all, documents::journals(tx));
    std::optional<documents::JournalId> only;
    for (const auto& journal : all) {
        if (journal.closed || journal.direction != direction) {
            continue;
        }
        if (only) {
            return Error::malformed("field-missing", "field:journal_id");
        }
        only = journal.id;
    }
    if (!only) {
        return Error::not_found("journal-missing");
    }
    return *only;
}

}  // namespace mohur::server
