// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/cli/arguments.h"
#include "server/cli/command.h"
#include "server/worker/verify_task.h"

namespace mohur::server {

/// `mohur verify FILE ...`: judges a file in a worker process and prints the verdict. Exit codes
/// and options are the contract of docs/architecture.md, "Command line".
[[nodiscard]] int run_verify_command(const CommandContext& context,
                                     std::span<const std::string> arguments);

inline constexpr std::string_view kVerifyUsage =
    "verify FILE [--content NAME=PATH]... [--content-digest NAME=ALG:BASE64]... "
    "[--evidence-record PATH]... [--certificate PATH]... [--trust PATH]... [--trust-unsigned-list] "
    "[--policy strict|dss-like|archive|FILE] [--at RFC3339] [--offline] [--report simple] "
    "[--lang az|en] [--json]";

/// What the arguments ask for: a request and the files that it names.
struct VerifyInput {
    VerifyRequest request;
    TaskFiles files;
};
/// Errors: `malformed` "usage-..." (wrong usage) and those of opening a file ("file-unreadable"
/// with its name as detail).
[[nodiscard]] Result<VerifyInput> verify_input(const Arguments& arguments);

/// The files of every --trust; a folder stands for the regular files in it. `malformed`
/// "file-unreadable".
[[nodiscard]] Result<std::vector<VerifyRequest::Trust>> trust_of(const Arguments& arguments);

/// The options of `mohur verify`.
[[nodiscard]] std::span<const OptionSpec> verify_options() noexcept;

}  // namespace mohur::server
