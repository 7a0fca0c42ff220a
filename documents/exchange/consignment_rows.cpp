// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/exchange/consignment_rows.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kContent{"exchange.content", R"sql(
    INSERT INTO content (agency_id, algorithm, digest, size, stored_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING
)sql"};

}  // namespace

Package package_from(const sql::Row& row) {
    const auto algorithm = digest_algorithm_from(row.text("algorithm"));
    MOHUR_CHECK(algorithm.has_value());
    return {{*algorithm, row.get<Bytes>("digest")},
            static_cast<std::uint64_t>(row.get<std::int64_t>("size"))};
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
    MOHUR_TRY_VOID(tx.exec(kContent, tx.agency(), to_string(package.digest().algorithm),
                           package.digest().value, package.size(), act.at));
    return {};
}

}  // namespace mohur::documents
