// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/content/orphan_sweep.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kKnown{"content.known", R"sql(
    SELECT EXISTS (SELECT FROM content
                    WHERE agency_id = $1 AND algorithm = $2 AND digest = $3) AS known
)sql"};

Result<bool> is_known(sql::Transaction& tx, const Digest& digest) {
    MOHUR_TRY(const auto rows,
              tx.exec(kKnown, tx.agency(), to_string(digest.algorithm), digest.value));
    return rows[0].get<bool>("known");
}

}  // namespace

Result<int> sweep_orphans(const sql::Database& database, const AgencyScope& agency,
                          FolderStore& store, Time before) {
    // One short transaction for each file: a sweep may take long and must not hold a snapshot.
    return store.sweep(agency.agency(), before, [&](const Digest& digest) {
        return database.read(agency, [&](sql::Transaction& tx) { return is_known(tx, digest); });
    });
}

}  // namespace mohur::documents
