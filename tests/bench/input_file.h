// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"

#include <filesystem>

namespace mohur::bench {

/// The octets of a file that tests/bench/run has made; ends the program where there is none.
[[nodiscard]] Bytes input_file(const std::filesystem::path& path);

}  // namespace mohur::bench
