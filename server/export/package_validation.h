// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/verify_task.h"
#include "server/worker/worker_pool.h"

#include <filesystem>

namespace mohur::server {

/// Proves a package offline (docs/package.md): bag, descriptions, event streams, every signature,
/// and the time-stamps over the heads of the log, with the given anchors alone. What the package
/// calls an anchor is compared with them and never trusted.
///
/// The answer is a report, whatever it finds:
/// {"path","valid":bool,"case_file":{…}|null,"bag":{"files","octets"},
///  "events":{"streams","events","heads":[{"tree_size","root_hash","sealed_at","timestamp"}]},
///  "files":[{"path","required":bool,"signatures":["TOTAL-PASSED"]}],
///  "anchors":[{"file","subject","trusted":bool}],
///  "findings":[{"code","path","text"}],"warnings":[…]}
/// "valid" is true when there are no findings. Errors: those of `documents::check_package`, and of
/// the pool for anchors that do not parse ("trust-invalid").
[[nodiscard]] Result<Json> validate_package(const std::filesystem::path& folder,
                                            const std::vector<VerifyRequest::Trust>& trust,
                                            const WorkerPool& workers);

}  // namespace mohur::server
