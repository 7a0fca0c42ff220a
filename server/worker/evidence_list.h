// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "signing/validation/validator.h"

namespace mohur::server {

/// Everything that a verdict was reached by, taken out of the file: [{"kind":
/// "certificate|ocsp|crl|timestamp", "der": base64, "label", "anchor": bool}], each piece once. The
/// anchors are those that end a chain; they need not stand in the file.
[[nodiscard]] Json evidence_of(const signing::FileVerdict& verdict);

}  // namespace mohur::server
