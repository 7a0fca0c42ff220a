// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/response.h"
#include "server/messages/catalogue.h"
#include "signing/core/error.h"

#include <string>

namespace mohur::server {

/// The HTTP status of an error; reasons that HTTP has a status of its own for come first.
[[nodiscard]] int status_of(const Error& error);

/// A problem document (RFC 9457): `type` "urn:mohur:problem:<reason>", `title` in the user's
/// language, `status`, `code` (the reason), `field` where the detail names a member of the request,
/// and `trace_id`, which stands in the log beside the detail. The detail itself is never sent.
[[nodiscard]] Response problem(const Error& error, const Catalogue& catalogue, Language language,
                               const std::string& trace_id);

}  // namespace mohur::server
