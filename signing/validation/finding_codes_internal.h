// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"

#include <string_view>

namespace mohur::signing {

/// True when docs/verdict.schema.json lists `code`. Thread-safe.
[[nodiscard]] bool is_listed_code(std::string_view code);

/// The finding itself, or "unlisted-finding" with the code in its text, so that what is printed
/// always fits the schema.
[[nodiscard]] Finding listed(const Finding& finding);

/// The finding that tells why a file could not be read: the error's reason where it is listed, else
/// the code of its kind ("malformed-file", "unsupported-format", "limit-exceeded",
/// "file-unreadable", "internal-error").
[[nodiscard]] Finding finding_of(const Error& error);

}  // namespace mohur::signing
