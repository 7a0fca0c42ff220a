// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace mohur::pkitest {

inline constexpr mode_t kSecretFile = 0600;
inline constexpr mode_t kPublicFile = 0644;

/// The whole file; throws `PkiTestError`.
[[nodiscard]] std::string read_text(const std::filesystem::path& path);
/// Written beside and renamed, so that a reader never sees half a file.
void write_file(const std::filesystem::path& path, std::string_view content, mode_t mode);

}  // namespace mohur::pkitest
