// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/error.h"

#include <string>
#include <string_view>

namespace mohur::documents::sql {

/// The reason of errors that `Database::write` answers by running its body again.
inline constexpr std::string_view kBusy = "database-busy";

/// Translates what the server reported. `message` is used only for errors that our own functions
/// raise (SQLSTATE class MH), where it is a slug; `constraint` names a violated constraint.
[[nodiscard]] Error translate(std::string_view sqlstate, std::string_view message,
                              std::string_view constraint);

}  // namespace mohur::documents::sql
