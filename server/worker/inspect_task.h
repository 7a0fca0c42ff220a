// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/task.h"

namespace mohur::server {

/// The task "inspect": what stands in input 0, without a verdict:
/// {"container", "data_files": [name], "signatures": [{"id", "format",
/// "signed_by", "issuer", "claimed_signing_time", "certificates": [...],
/// "timestamps": [...], "counter_signatures": [...]}], "timestamps": [...],
/// "errors": [{"code", "text"}]}. Of a PDF also "findings" [{"code", "text"}], what can show
/// different readers different things, and "signature_fields" [{"name", "filled", "width",
/// "height"}]. Errors: those of `signing::read_file`.
[[nodiscard]] Result<Json> run_inspect(const Json& request, const TaskFiles& files,
                                       const WorkerServices& services);

}  // namespace mohur::server
