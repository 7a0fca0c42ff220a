// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/messages/catalogue.h"

#include "signing/core/json.h"

#include <iosfwd>
#include <string>
#include <string_view>

namespace mohur::server {

/// Writes a verdict (docs/verdict.schema.json) for people, in their language.
void print_verdict(const Json& verdict, std::string_view file, const Catalogue& catalogue,
                   Language language, std::ostream& out);

/// Writes what `mohur inspect` found (server/worker/inspect_task.h) for people.
void print_inspection(const Json& content, std::string_view file, const Catalogue& catalogue,
                      Language language, std::ostream& out);

/// Text of a foreign file as a terminal may show it: control characters become U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace mohur::server
