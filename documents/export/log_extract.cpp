// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/export/log_extract.h"

#include <set>

namespace mohur::documents {
namespace {

constexpr int kBatch = 5'000;

constexpr sql::Statement kStream{"export.stream", R"sql(
    SELECT event.agency_id, event.stream, event.no, event.type, event.actor_person,
           event.actor_assignment, event.on_behalf_of, event.recorded_at, event.payload_digest,
           event.prev_hash, event.hash, payload.salt, payload.payload::text AS payload,
           entry.leaf_index
      FROM event
      LEFT JOIN event_payload AS payload USING (agency_id, stream, no)
      LEFT JOIN log_entry AS entry USING (agency_id, stream, no)
     WHERE event.agency_id = $1 AND event.stream = $2
     ORDER BY event.no
)sql"};

constexpr sql::Statement kHeads{"export.heads", R"sql(
    SELECT head.tree_size, head.root_hash, head.sealed_at, stamp.token, stamp.material,
           stamp.stored_at
      FROM log_head AS head
      LEFT JOIN log_timestamp AS stamp USING (agency_id, tree_size)
     WHERE head.agency_id = $1
       AND (stamp.token IS NOT NULL
            OR head.tree_size = (SELECT max(tree_size) FROM log_head WHERE agency_id = $1))
     ORDER BY head.tree_size
)sql"};

constexpr sql::Statement kLeaves{"export.leaves", R"sql(
    SELECT entry.leaf_index, event.hash
      FROM log_entry AS entry
      JOIN event USING (agency_id, stream, no)
     WHERE entry.agency_id = $1 AND entry.leaf_index >= $2 AND entry.leaf_index < $3
     ORDER BY entry.leaf_index
     LIMIT $4
)sql"};

using Leaf = std::uint64_t;

/// The place in the log stands in the proof; its path comes later.
Result<StreamExtract> read_stream(sql::Transaction& tx, const Stream& stream) {
    MOHUR_TRY(const auto rows, tx.exec(kStream, tx.agency(), stream.name()));
    StreamExtract extract{stream.name(), {}};
    for (const auto& row : rows) {
        if (row.is_null("leaf_index")) {
            return Error::unavailable("log-not-sealed", stream.name());
        }
        extract.events.push_back({event_fields(row), row.get<Bytes>("hash"),
                                  row.get<std::optional<Bytes>>("salt"),
                                  row.get<std::optional<std::string>>("payload"),
                                  InclusionProof{row.get<Leaf>("leaf_index"), 0, {}}});
    }
    return extract;
}

Result<std::vector<ProvenHead>> read_heads(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kHeads, tx.agency()));
    return rows.map([](const sql::Row& row) {
        ProvenHead head{row.get<std::uint64_t>("tree_size"), row.get<Bytes>("root_hash"),
                        row.get<Time>("sealed_at"), Bytes{}};
        if (!row.is_null("token")) {
            head.timestamp = row.get<Bytes>("token");
            head.material = row.get<Json>("material");
            head.stored_at = row.get<Time>("stored_at");
        }
        return head;
    });
}

/// The first timestamped head above the leaf, else the newest.
const ProvenHead* head_for(Leaf leaf, const std::vector<ProvenHead>& heads) {
    for (const auto& head : heads) {
        if (head.tree_size > leaf && (!head.timestamp.empty() || &head == &heads.back())) {
            return &head;
        }
    }
    return nullptr;
}

/// The log, leaf by leaf, up to each head in turn.
class LogReading {
public:
    LogReading(sql::Transaction& tx, std::set<Leaf> wanted) : tx_{tx}, prover_{std::move(wanted)} {}

    /// The proofs in the tree of that head; heads come by size.
    Result<std::map<Leaf, InclusionProof>> proofs_at(const ProvenHead& head) {
        while (prover_.size() < head.tree_size) {
            MOHUR_TRY(const auto rows,
                      tx_.exec(kLeaves, tx_.agency(), prover_.size(), head.tree_size, kBatch));
            if (rows.empty()) {
                return Error::integrity("log-frontier-damaged", std::to_string(prover_.size()));
            }
            for (const auto& row : rows) {
                prover_.append_leaf(row.get<Bytes>("hash"));
            }
        }
        if (prover_.root() != head.root_hash) {
            return Error::integrity("log-frontier-damaged", std::to_string(head.tree_size));
        }
        return prover_.proofs();
    }

private:
    sql::Transaction& tx_;
    MerkleProver prover_;
};

/// Which leaves are proven under which head.
Result<std::map<std::uint64_t, std::set<Leaf>>> plan(const LogExtract& extract,
                                                     const std::vector<ProvenHead>& heads) {
    std::map<std::uint64_t, std::set<Leaf>> leaves;
    for (const auto& stream : extract.streams) {
        for (const auto& event : stream.events) {
            const auto* head = head_for(event.proof->leaf_index, heads);
            if (head == nullptr) {
                return Error::unavailable("log-not-sealed", stream.stream);
            }
            leaves[head->tree_size].insert(event.proof->leaf_index);
        }
    }
    return leaves;
}

void place(LogExtract& extract, const std::map<Leaf, InclusionProof>& proofs) {
    for (auto& stream : extract.streams) {
        for (auto& event : stream.events) {
            const auto found = proofs.find(event.proof->leaf_index);
            if (found != proofs.end()) {
                event.proof = found->second;
            }
        }
    }
}

}  // namespace

Result<LogExtract> extract_log(sql::Transaction& tx, const std::vector<Stream>& streams) {
    LogExtract extract;
    for (const auto& stream : streams) {
        MOHUR_TRY(auto read, read_stream(tx, stream));
        extract.streams.push_back(std::move(read));
    }
    MOHUR_TRY(const auto heads, read_heads(tx));
    MOHUR_TRY(const auto planned, plan(extract, heads));
    std::set<Leaf> wanted;
    for (const auto& [size, leaves] : planned) {
        wanted.insert(leaves.begin(), leaves.end());
    }
    LogReading reading{tx, wanted};
    std::map<Leaf, InclusionProof> chosen;
    for (const auto& head : heads) {
        const auto leaves = planned.find(head.tree_size);
        if (leaves == planned.end()) {
            continue;
        }
        MOHUR_TRY(const auto proofs, reading.proofs_at(head));
        for (const auto leaf : leaves->second) {
            chosen[leaf] = proofs.at(leaf);
        }
        extract.heads.push_back(head);
    }
    place(extract, chosen);
    return extract;
}

}  // namespace mohur::documents
