// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/peers.h"

#include "documents/audit/event.h"
#include "documents/organisation/organisation.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kAdd{"peer.add", R"sql(
    INSERT INTO peer (agency_id, id, code, name, voen, endpoint, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql"};

constexpr sql::Statement kAll{"peer.all", R"sql(
    SELECT id, code, name, voen, endpoint FROM peer WHERE agency_id = $1 ORDER BY name
)sql"};

constexpr sql::Statement kOne{"peer.one", R"sql(
    SELECT id, code, name, voen, endpoint FROM peer WHERE agency_id = $1 AND id = $2
)sql"};

constexpr sql::Statement kByCode{"peer.by_code", R"sql(
    SELECT id, code, name, voen, endpoint FROM peer WHERE agency_id = $1 AND code = $2
)sql"};

Peer peer_from(const sql::Row& row) {
    return {row.get<PeerId>("id"), row.text("code"), row.text("name"), row.text("voen"),
            row.text("endpoint")};
}

}  // namespace

Result<PeerId> add_peer(sql::Transaction& tx, const Act& act, const IdSource& ids,
                        const NewPeer& peer) {
    MOHUR_TRY_VOID(require(tx, act, Power::administer));
    const auto id = ids.make<PeerId>();
    MOHUR_TRY_VOID(
        tx.exec(kAdd, tx.agency(), id, peer.code, peer.name, peer.voen, peer.endpoint, act.at));
    MOHUR_TRY_VOID(record_event(tx, act, Stream::agency(tx.agency()), "peer.added",
                                Json::object({{"peer", to_string(id)}, {"code", peer.code}})));
    return id;
}

Result<std::vector<Peer>> peers(sql::Transaction& tx) {
    MOHUR_TRY(const auto rows, tx.exec(kAll, tx.agency()));
    std::vector<Peer> all;
    for (const auto& row : rows) {
        all.push_back(peer_from(row));
    }
    return all;
}

Result<Peer> peer_of(sql::Transaction& tx, PeerId id) {
    MOHUR_TRY(const auto row, tx.exec_one("peer-unknown", kOne, tx.agency(), id));
    return peer_from(row);
}

Result<Peer> peer_by_code(sql::Transaction& tx, std::string_view code) {
    MOHUR_TRY(const auto row, tx.exec_one("peer-unknown", kByCode, tx.agency(), code));
    return peer_from(row);
}

}  // namespace mohur::documents
