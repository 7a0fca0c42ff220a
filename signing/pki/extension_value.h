// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/certificate.h"

#include <optional>
#include <string_view>

namespace mohur::signing {

/// The octets inside extnValue of the certificate's extension of that type (RFC 5280
/// clause 4.1.2.9); nothing when it has none. For extensions that `Certificate` itself does not
/// read.
[[nodiscard]] std::optional<Bytes> extension_value(const Certificate& certificate,
                                                   std::string_view oid);

}  // namespace mohur::signing
