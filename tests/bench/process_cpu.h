// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

namespace mohur::bench {

/// Seconds of CPU that a process has used so far, without its children.
[[nodiscard]] double cpu_seconds_of(pid_t process);
/// The same with its children, those that have ended included.
[[nodiscard]] double cpu_seconds_of_family(pid_t parent);
/// VmHWM: the largest resident set so far, in MB.
[[nodiscard]] double peak_rss_mb_of(pid_t process);

}  // namespace mohur::bench
