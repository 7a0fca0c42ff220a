// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/exchange/consignment.h"
#include "documents/model/act.h"
#include "documents/storage/transaction.h"

#include <vector>

namespace mohur::documents {

struct NewPeer {
    std::string code;
    std::string name;
    std::string voen;
    std::string endpoint;
};

/// Needs the power `administer`, or the system. `conflict` when the code is taken.
[[nodiscard]] Result<PeerId> add_peer(sql::Transaction& tx, const Act& act, const IdSource& ids,
                                      const NewPeer& peer);
[[nodiscard]] Result<std::vector<Peer>> peers(sql::Transaction& tx);
/// `not_found` "peer-unknown".
[[nodiscard]] Result<Peer> peer_of(sql::Transaction& tx, PeerId id);
[[nodiscard]] Result<Peer> peer_by_code(sql::Transaction& tx, std::string_view code);

}  // namespace mohur::documents
