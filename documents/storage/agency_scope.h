// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/id.h"

namespace mohur::documents {

using AgencyId = Id<struct AgencyTag>;

/// The one agency whose rows a transaction may see and write. Immutable value.
///
/// It is made from an authenticated assignment (or by an administrator's command) and handed down;
/// there is no default, so that a query without an agency does not compile.
class AgencyScope {
public:
    explicit AgencyScope(AgencyId agency) : agency_{agency} {}
    [[nodiscard]] AgencyId agency() const noexcept { return agency_; }
    bool operator==(const AgencyScope&) const = default;

private:
    AgencyId agency_;
};

}  // namespace mohur::documents
