// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/limits.h"

#include <optional>
#include <string>

namespace mohur::signing {

/// The first place where a trusted list breaks the order or the obligation of its elements
/// (ETSI TS 119 612 clauses 5.3 to 5.6 and annex C), down to the services; nothing when it holds.
/// A document that is not well-formed is told as such.
[[nodiscard]] std::optional<std::string> trusted_list_fault(BytesView xml, const Limits& limits);

}  // namespace mohur::signing
