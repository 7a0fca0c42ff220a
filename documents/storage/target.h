// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mohur::documents::sql {

/// The database roles (architecture rule 8). The owner cannot log in; `migrate` acts for it.
enum class Role {
    admin,    ///< superuser of a private cluster; makes roles and the database, dumps and restores
    migrate,  ///< runs migrations
    app,      ///< what `serve` uses: no DDL, append-only where records are append-only
    read,     ///< SELECT only
};

/// "mohur_app".
[[nodiscard]] std::string_view role_name(Role role) noexcept;

/// Where a database is and as whom to log in. `uri` is a libpq connection URI or keyword string; it
/// may hold a password, so it is never logged.
struct Target {
    std::string uri;
};

}  // namespace mohur::documents::sql
