// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/task.h"
#include "server/worker/worker_pool.h"

#include <filesystem>
#include <map>

namespace mohur::server {

/// What lies in a package, as the worker found it. Value type.
struct UnpackedConsignment {
    /// Data files by entry name, the note among them.
    std::map<std::string, std::shared_ptr<const ByteSource>> files;
    Json note;  ///< `consignment.json` as it stands; nobody has judged it
};

/// Worker task "unpack-consignment": writes the data files of the container into the output, one
/// behind the other, and parses the note. Request `{"most_bytes"}` for all of them together. Answer
/// `{"files": [{"name", "offset", "size"}], "note"}`. Errors: those of asic::extract_data;
/// `malformed` "consignment-malformed" without a readable note.
[[nodiscard]] Result<Json> run_unpack_consignment(const Json& request, const TaskFiles& files,
                                                  const WorkerServices& services);

/// Runs the task over `package`. The files lie in an unlinked file below `spool`. Errors: the
/// task's and the pool's; `too_large` "consignment-too-large" where they have a limit.
[[nodiscard]] Result<UnpackedConsignment> unpack_consignment(
    const WorkerPool& workers, std::shared_ptr<const ByteSource> package,
    const std::filesystem::path& spool, std::uint64_t most_bytes);

}  // namespace mohur::server
