// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/task.h"
#include "server/worker/worker_pool.h"

#include <string>
#include <vector>

namespace mohur::server {

/// A data file of a container. Value type.
struct DataFile {
    std::string name;
    Bytes content;
};

/// The task "data-files": writes the data files of the container in input 0 into the output, one
/// behind the other. Request `{"most_bytes"}` for all of them together; answer `{"files": [{"name",
/// "offset", "size"}]}`. Errors: those of asic::extract_data.
[[nodiscard]] Result<Json> run_data_files(const Json& request, const TaskFiles& files,
                                          const WorkerServices& services);

/// Runs the task and takes the files over. Errors: the task's and the pool's.
[[nodiscard]] Result<std::vector<DataFile>> data_files_of(
    const WorkerPool& workers, std::shared_ptr<const ByteSource> container,
    std::uint64_t most_bytes);

}  // namespace mohur::server
