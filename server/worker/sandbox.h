// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"

#include <chrono>
#include <cstdint>

namespace mohur::server {

/// What the kernel agreed to take away; the rest it refused (a container may forbid namespaces).
struct SandboxReport {
    bool no_new_privileges = false;
    bool own_network = false;  ///< an empty network namespace
    bool own_ipc = false;
    bool files_closed =
        false;  ///< Landlock: nothing can be opened but the system's libraries, to read
};

/// Takes away from this process, for good, what a parser does not need: memory and CPU without
/// bound, core files, new privileges, the network, other processes' memory, and the file system
/// apart from reading shared libraries. Errors: `internal` "sandbox-failed" when a resource limit
/// cannot be set.
[[nodiscard]] Result<SandboxReport> enter_sandbox(std::uint64_t memory_bytes,
                                                  std::chrono::seconds cpu,
                                                  std::uint64_t output_bytes);

}  // namespace mohur::server
