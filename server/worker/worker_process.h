// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/task.h"

#include <span>

namespace mohur::server {

/// The socket of a worker process; everything above it is closed by its parent.
inline constexpr int kWorkerSocket = 3;

/// The other end of `WorkerPool`: takes one task from `kWorkerSocket`, gives up what it does not
/// need (sandbox.h), runs it and answers. Returns the exit code of the process: 0 when an answer
/// was sent, 64 when descriptor 3 is no socket.
[[nodiscard]] int serve_one_task(std::span<const WorkerTask> tasks, const Clock& clock,
                                 RandomSource& random);

}  // namespace mohur::server
