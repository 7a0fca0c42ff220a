// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/audit/sealer.h"

#include "documents/audit/merkle.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kLead{
    "sealer.lead",
    "SELECT pg_try_advisory_xact_lock(hashtextextended('sealer:' || $1, 0)) AS leads"};

// Events of one stream are committed in the order of their numbers, so a batch sorted by stream and
// number keeps every stream in order over the whole log. $3 is the index of the first leaf. The
// entries are written where they are taken: one statement, however many events.
constexpr sql::Statement kTake{"sealer.take", R"sql(
    WITH batch AS (
        SELECT agency_id, stream, no
          FROM unsealed_event
         WHERE agency_id = $1
         ORDER BY stream, no
         LIMIT $2),
    taken AS (
        DELETE FROM unsealed_event
         USING batch
         WHERE unsealed_event.agency_id = batch.agency_id
           AND unsealed_event.stream = batch.stream AND unsealed_event.no = batch.no
        RETURNING batch.agency_id, batch.stream, batch.no),
    numbered AS (
        SELECT agency_id, stream, no,
               $3 + row_number() OVER (ORDER BY stream, no) - 1 AS leaf_index
          FROM taken),
    entered AS (
        INSERT INTO log_entry (agency_id, leaf_index, stream, no)
        SELECT agency_id, leaf_index, stream, no FROM numbered)
    SELECT event.hash
      FROM numbered JOIN event USING (agency_id, stream, no)
     ORDER BY numbered.leaf_index
)sql"};

constexpr sql::Statement kHead{"sealer.head", R"sql(
    SELECT tree_size, root_hash, frontier, sealed_at
      FROM log_head
     WHERE agency_id = $1
     ORDER BY tree_size DESC
     LIMIT 1
)sql"};

constexpr sql::Statement kNewHead{"sealer.new_head", R"sql(
    INSERT INTO log_head (agency_id, tree_size, root_hash, frontier, sealed_at)
    VALUES ($1, $2, $3, $4, $5)
)sql"};

constexpr sql::Statement kTimestamp{"sealer.timestamp", R"sql(
    INSERT INTO log_timestamp (agency_id, tree_size, token, material, stored_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING
)sql"};

constexpr sql::Statement kUnstamped{"sealer.unstamped", R"sql(
    SELECT head.tree_size, head.root_hash, head.sealed_at
      FROM (SELECT tree_size, root_hash, sealed_at
              FROM log_head
             WHERE agency_id = $1
             ORDER BY tree_size DESC
             LIMIT 1) AS head
     WHERE NOT EXISTS (SELECT FROM log_timestamp
                        WHERE agency_id = $1
                          AND (log_timestamp.tree_size >= head.tree_size OR stored_at >= $2))
)sql"};

LogHead head_from(const sql::Row& row) {
    return {row.get<std::int64_t>("tree_size"), row.get<Bytes>("root_hash"),
            row.get<Time>("sealed_at")};
}

/// The first row as a head, if there is one.
Result<std::optional<LogHead>> first_head(const Result<sql::Rows>& rows) {
    if (!rows) {
        return rows.error();
    }
    return rows->empty() ? std::optional<LogHead>{} : std::optional{head_from((*rows)[0])};
}

Result<MerkleFrontier> load_tree(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kHead, tx.agency()));
    if (rows.empty()) {
        return MerkleFrontier{};
    }
    return MerkleFrontier::parse(rows[0].get<std::uint64_t>("tree_size"),
                                 rows[0].get<Bytes>("frontier"));
}

Result<std::optional<LogHead>> seal_batch(sql::Transaction& tx, int batch, Time now) {
    MOHUR_TRY(const auto lead, tx.exec(kLead, to_string(tx.agency())));
    if (!lead[0].get<bool>("leads")) {
        return std::optional<LogHead>{};
    }
    MOHUR_TRY(auto tree, load_tree(tx));
    MOHUR_TRY(const auto events, tx.exec(kTake, tx.agency(), batch, tree.size()));
    if (events.empty()) {
        return std::optional<LogHead>{};
    }
    for (const auto& event : events) {
        tree.append_leaf(event.get<Bytes>("hash"));
    }
    const LogHead head{static_cast<std::int64_t>(tree.size()), tree.root(), now};
    MOHUR_TRY_VOID(
        tx.exec(kNewHead, tx.agency(), head.tree_size, head.root_hash, tree.serialized(), now));
    return std::optional{head};
}

}  // namespace

Result<std::optional<LogHead>> Sealer::seal(const AgencyScope& agency, int batch) const {
    return database_.write(
        agency, [&](sql::Transaction& tx) { return seal_batch(tx, batch, clock_.now()); });
}

Result<std::optional<LogHead>> Sealer::head(const AgencyScope& agency) const {
    return database_.read(
        agency, [](sql::Transaction& tx) { return first_head(tx.exec(kHead, tx.agency())); });
}

Result<std::optional<LogHead>> Sealer::head_to_stamp(const AgencyScope& agency, Time since) const {
    return database_.read(agency, [&](sql::Transaction& tx) {
        return first_head(tx.exec(kUnstamped, tx.agency(), since));
    });
}

Result<void> Sealer::store_timestamp(const AgencyScope& agency, std::int64_t tree_size,
                                     const LogTimestamp& timestamp) const {
    return database_.write(agency, [&](sql::Transaction& tx) -> Result<void> {
        MOHUR_TRY_VOID(tx.exec(kTimestamp, tx.agency(), tree_size, timestamp.token,
                               timestamp.material, clock_.now()));
        return {};
    });
}

}  // namespace mohur::documents
