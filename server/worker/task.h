// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_target.h"
#include "signing/core/clock.h"
#include "signing/core/http_fetcher.h"
#include "signing/core/json.h"
#include "signing/core/random.h"

#include <memory>
#include <string_view>
#include <vector>

namespace mohur::server {

/// What a task may use of the world. Inside a worker the fetcher asks the parent process.
struct WorkerServices {
    HttpFetcher& fetcher;
    const Clock& clock;
    RandomSource& random;
};

/// The open files of one task; the request names them by index. Nothing else of the file system is
/// meant for the worker.
struct TaskFiles {
    std::vector<std::shared_ptr<const ByteSource>> inputs;
    std::vector<std::shared_ptr<ByteTarget>> outputs;
};

/// Work on untrusted bytes that is done in a worker process.
struct WorkerTask {
    std::string_view name;
    Result<Json> (*run)(const Json& request, const TaskFiles& files,
                        const WorkerServices& services);
};

}  // namespace mohur::server
