// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/storage/target.h"

namespace mohur::documents::sql {

std::string_view role_name(Role role) noexcept {
    switch (role) {
        case Role::admin: return "mohur_admin";
        case Role::migrate: return "mohur_migrate";
        case Role::app: return "mohur_app";
        case Role::read: return "mohur_read";
    }
    return "mohur_read";
}

}  // namespace mohur::documents::sql
