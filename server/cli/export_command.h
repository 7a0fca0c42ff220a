// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/command.h"

namespace mohur::server {

inline constexpr std::string_view kExportUsage =
    "export --config FILE --case-file ID|INDEX[/YEAR[/VOLUME]] [--agency CODE] [--lang az|en] "
    "[--json] -o DIR";
inline constexpr std::string_view kPackageUsage =
    "package validate PATH [--trust PATH]... [--lang az|en] [--json]";

/// `mohur export`: writes a case file with all evidence as the new folder DIR (docs/package.md),
/// whether or not somebody serves, and writes that down on the case file. `--agency` is needed when
/// an index stands in several agencies. Exit 0 when DIR was written, 2 when it was not.
[[nodiscard]] int run_export(const CommandContext& context, std::span<const std::string> arguments);

/// `mohur package validate PATH`: proves a package offline with the given anchors alone. Exit 0
/// when everything holds, 1 when something does not, 2 when PATH is no package.
[[nodiscard]] int run_package(const CommandContext& context,
                              std::span<const std::string> arguments);

}  // namespace mohur::server
