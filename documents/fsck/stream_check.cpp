// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/fsck/stream_check.h"

#include "documents/audit/event_hash.h"
#include "documents/audit/merkle.h"

#include <map>

namespace mohur::documents {
namespace {

constexpr int kBatch = 2'000;

// In the order of the key, in batches: a cell may hold more events than memory does.
constexpr sql::Statement kEvents{"fsck.events", R"sql(
    SELECT event.agency_id, event.stream, event.no, event.type, event.actor_person,
           event.actor_assignment, event.on_behalf_of, event.recorded_at, event.payload_digest,
           event.prev_hash, event.hash, payload.salt, payload.payload::text AS payload
      FROM event
      LEFT JOIN event_payload AS payload USING (agency_id, stream, no)
     WHERE event.agency_id = $1 AND (event.stream, event.no) > ($2, $3)
     ORDER BY event.stream, event.no
     LIMIT $4
)sql"};

constexpr sql::Statement kEntries{"fsck.entries", R"sql(
    SELECT entry.leaf_index, entry.stream, entry.no, event.hash
      FROM log_entry AS entry
      JOIN event USING (agency_id, stream, no)
     WHERE entry.agency_id = $1 AND entry.leaf_index > $2
     ORDER BY entry.leaf_index
     LIMIT $3
)sql"};

constexpr sql::Statement kHeads{"fsck.heads", R"sql(
    SELECT tree_size, root_hash, frontier FROM log_head WHERE agency_id = $1 ORDER BY tree_size
)sql"};

constexpr sql::Statement kUnlogged{"fsck.unlogged", R"sql(
    SELECT event.stream, event.no, entry.no IS NOT NULL AS logged, waiting.no IS NOT NULL AS waits
      FROM event
      LEFT JOIN log_entry AS entry USING (agency_id, stream, no)
      LEFT JOIN unsealed_event AS waiting USING (agency_id, stream, no)
     WHERE event.agency_id = $1 AND (entry.no IS NULL) = (waiting.no IS NULL)
     ORDER BY event.stream, event.no
     LIMIT 1000
)sql"};

constexpr sql::Statement kWaiting{"fsck.waiting", R"sql(
    SELECT count(*) AS n FROM unsealed_event WHERE agency_id = $1
)sql"};

std::string place(const sql::Row& row) {
    return row.text("stream") + "#" + std::to_string(row.get<std::int64_t>("no"));
}

/// Walks the events of one agency in the order of streams and numbers.
class ChainWalk {
public:
    explicit ChainWalk(Findings& findings) : findings_{findings} {}

    void visit(const sql::Row& row) {
        const auto fields = event_fields(row);
        if (fields.stream != stream_) {
            stream_ = fields.stream;
            expected_no_ = 1;
            prev_ = Bytes(32);
            ++totals_.streams;
        }
        if (fields.no != expected_no_) {
            findings_.add("event-gap", place(row));
        } else if (fields.prev_hash != prev_) {
            findings_.add("event-prev-hash", place(row));
        }
        if (event_hash(fields) != row.get<Bytes>("hash")) {
            findings_.add("event-hash", place(row));
        }
        check_payload(row, fields);
        prev_ = row.get<Bytes>("hash");
        expected_no_ = fields.no + 1;
        ++totals_.events;
    }
    [[nodiscard]] const StreamTotals& totals() const noexcept { return totals_; }

private:
    void check_payload(const sql::Row& row, const EventFields& fields) {
        if (row.is_null("salt") ||
            payload_digest(row.get<Bytes>("salt"), row.text("payload")) != fields.payload_digest) {
            findings_.add("event-payload", place(row));
        }
    }

    Findings& findings_;
    StreamTotals totals_;
    std::string stream_;
    std::int64_t expected_no_ = 1;
    Bytes prev_;
};

/// Rebuilds the log leaf by leaf and compares each stored head on the way.
class LogWalk {
public:
    LogWalk(const sql::Rows& heads, Findings& findings) : heads_{heads}, findings_{findings} {}

    void visit(const sql::Row& row) {
        const auto index = row.get<std::uint64_t>("leaf_index");
        if (index != tree_.size()) {
            findings_.add("log-gap", "leaf " + std::to_string(index));
        }
        auto& last = last_no_[row.text("stream")];
        if (row.get<std::int64_t>("no") != last + 1) {
            findings_.add("log-order", place(row));
        }
        last = row.get<std::int64_t>("no");
        tree_.append_leaf(row.get<Bytes>("hash"));
        compare_heads();
    }
    void finish() {
        if (next_head_ < heads_.size() || (heads_.empty() && tree_.size() > 0) ||
            (!heads_.empty() &&
             heads_[heads_.size() - 1].get<std::uint64_t>("tree_size") != tree_.size())) {
            findings_.add("log-size", std::to_string(tree_.size()));
        }
    }
    [[nodiscard]] const MerkleFrontier& tree() const noexcept { return tree_; }

private:
    void compare_heads() {
        while (next_head_ < heads_.size() &&
               heads_[next_head_].get<std::uint64_t>("tree_size") <= tree_.size()) {
            const auto head = heads_[next_head_++];
            if (head.get<std::uint64_t>("tree_size") != tree_.size() ||
                head.get<Bytes>("root_hash") != tree_.root() ||
                head.get<Bytes>("frontier") != tree_.serialized()) {
                findings_.add("log-root", "size " + std::to_string(tree_.size()));
            }
        }
    }

    const sql::Rows& heads_;
    Findings& findings_;
    MerkleFrontier tree_;
    std::size_t next_head_ = 0;
    std::map<std::string, std::int64_t> last_no_;
};

Result<std::int64_t> check_unlogged(sql::Transaction& tx, Findings& findings) {
    MOHUR_TRY(const auto rows, tx.exec(kUnlogged, tx.agency()));
    for (const auto& row : rows) {
        findings.add(row.get<bool>("logged") ? "event-logged-early" : "event-unlogged", place(row));
    }
    MOHUR_TRY(const auto waiting, tx.exec(kWaiting, tx.agency()));
    return waiting[0].get<std::int64_t>("n");
}

}  // namespace

Result<StreamTotals> check_streams(sql::Transaction& tx, Findings& findings) {
    ChainWalk walk{findings};
    std::string stream;
    std::int64_t no = 0;
    for (;;) {
        MOHUR_TRY(const auto rows, tx.exec(kEvents, tx.agency(), stream, no, kBatch));
        for (const auto& row : rows) {
            walk.visit(row);
        }
        if (rows.empty()) {
            return walk.totals();
        }
        const auto last = rows[rows.size() - 1];
        stream = last.text("stream");
        no = last.get<std::int64_t>("no");
    }
}

Result<LogTotals> check_log(sql::Transaction& tx, Findings& findings) {
    MOHUR_TRY(const auto heads, tx.exec(kHeads, tx.agency()));
    LogWalk walk{heads, findings};
    std::int64_t after = -1;
    for (;;) {
        MOHUR_TRY(const auto rows, tx.exec(kEntries, tx.agency(), after, kBatch));
        for (const auto& row : rows) {
            walk.visit(row);
        }
        if (rows.empty()) {
            break;
        }
        after = rows[rows.size() - 1].get<std::int64_t>("leaf_index");
    }
    walk.finish();
    MOHUR_TRY(const auto unsealed, check_unlogged(tx, findings));
    return LogTotals{static_cast<std::int64_t>(walk.tree().size()), walk.tree().root(), unsealed};
}

}  // namespace mohur::documents
