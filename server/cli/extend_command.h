// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/arguments.h"
#include "server/cli/command.h"
#include "signing/creation/creation_format.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace mohur::server {

inline constexpr std::string_view kExtendUsage =
    "extend FILE --level T|LT|LTA [--signature ID]... [--content NAME=PATH]... [--tsa URL]... "
    "[--trust PATH]... [--certificate PATH]... [--lang az|en] [--json] -o OUT";

/// What `mohur extend` was asked for. Immutable value.
struct ExtendOrder {
    std::string file;
    signing::SignatureLevel level = signing::SignatureLevel::LT;
    std::vector<std::string> signatures;                          ///< ids; empty: all
    std::vector<std::pair<std::string, std::string>> contents{};  ///< name and path
    std::vector<std::string> tsa_urls;
    std::vector<std::string> trust;         ///< paths of anchors
    std::vector<std::string> certificates;  ///< paths of untrusted issuers
    std::filesystem::path output;
};

[[nodiscard]] std::span<const OptionSpec> extend_options() noexcept;
/// Errors: `malformed` "usage-...".
[[nodiscard]] Result<ExtendOrder> extend_order(const Arguments& arguments);

/// `mohur extend`: 0 when OUT was written, 2 when it was not, 64 for wrong usage. The file is
/// parsed in a worker; no key is involved.
[[nodiscard]] int run_extend_command(const CommandContext& context,
                                     std::span<const std::string> arguments);

}  // namespace mohur::server
