// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/secret.h"

#include <filesystem>

namespace mohur {

/// A PIN, password or key in a file that only its owner can read: a regular file, no symbolic link,
/// owned by this user or root, mode 0600 or narrower. One line end at its end is dropped.
///
/// Errors: `not_found` "file-not-readable"; `denied` "secret-file-permissions"; `malformed`
/// "secret-file-invalid" when it is no regular file, empty or longer than `max_bytes` (at most
/// 4096).
[[nodiscard]] Result<Secret> read_secret_file(const std::filesystem::path& path,
                                              std::size_t max_bytes);

}  // namespace mohur
