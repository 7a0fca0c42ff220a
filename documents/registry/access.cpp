// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/registry/access.h"

namespace mohur::documents {
namespace {

constexpr sql::Statement kViewer{"access.viewer", R"sql(
    SELECT place, has_power(place, 'register') AS office,
           has_power(place, 'resolve') OR has_power(place, 'control') AS leadership
      FROM (SELECT act_as($1::acting, NULL) AS place) AS acting_place
)sql"};

}  // namespace

Result<Viewer> viewer_of(sql::Transaction& tx, const Act& act) {
    if (!act.person) {
        return Viewer{{}, {}, true, true};
    }
    MOHUR_TRY(const auto rows, tx.exec(kViewer, acting(act)));
    return Viewer{rows[0].get<std::optional<AssignmentId>>("place"), act.assignment,
                  rows[0].get<bool>("office"), rows[0].get<bool>("leadership")};
}

bool may_see(const Viewer& viewer, AccessMark mark, bool participates) noexcept {
    return participates || viewer.registry_office ||
           (viewer.leadership && mark == AccessMark::open);
}

}  // namespace mohur::documents
