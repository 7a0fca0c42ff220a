// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/config/config.h"
#include "signing/core/clock.h"
#include "signing/core/random.h"

namespace mohur::server {

/// Founds what `data` describes:
/// `{"agencies": [{"code", "name", "voen", "address", "phone", "email", "name_genitive", "units":
/// [{"index", "name"}], "people": [{"surname", "given_name", "patronymic", "fin", "login",
/// "password", "unit", "post", "head", "powers": []}], "journals": [{"name", "direction", "mask",
/// "unit_index", "file_index"}], "file_classes": [{"index", "title", "retention"}], "peers":
/// [{"code", "name", "voen", "endpoint"}]}]}`; address, phone, email and name_genitive are the
/// letterhead and may be left out. An agency whose code exists is left as it is, but peers that it
/// does not know are added; what a peer leaves out is that of the agency of its code here, at the
/// server's public_url. Returns the ids that were made, by agency code. Errors: those of the
/// services; `malformed` "field-missing", "field-invalid".
[[nodiscard]] Result<Json> populate_database(const Config& config, const Json& data,
                                             const Clock& clock, RandomSource& random);

}  // namespace mohur::server
