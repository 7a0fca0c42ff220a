// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/consignment_rows.h"

#include "documents/content/content_row.h"

namespace mohur::documents {
Package package_from(const sql::Row& row) {
    return {digest_from(row), static_cast<std::uint64_t>(row.get<std::int64_t>("size"))};
}

OutgoingState outgoing_state_from(std::string_view name) {
    for (const auto state :
         {OutgoingState::formed, OutgoingState::signed_, OutgoingState::delivered,
          OutgoingState::registered, OutgoingState::refused}) {
        if (to_string(state) == name) {
            return state;
        }
    }
    return OutgoingState::failed;
}

IncomingState incoming_state_from(std::string_view name) {
    for (const auto state : {IncomingState::verified, IncomingState::captured}) {
        if (to_string(state) == name) {
            return state;
        }
    }
    return IncomingState::refused;
}

Result<void> remember_package(sql::Transaction& tx, const Act& act, const StoredBlob& package) {
    return remember_content(tx, package, act.at);
}

}  // namespace mohur::documents
