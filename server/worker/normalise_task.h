// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/task.h"

namespace mohur::server {

/// The task "normalise-pdf": input 0 written anew to output 0, as `signing::pdf::normalised_copy`
/// does it. Errors: those of that function; `malformed` "signing-request-invalid".
[[nodiscard]] Result<Json> run_normalise_pdf(const Json& request, const TaskFiles& files,
                                             const WorkerServices& services);

}  // namespace mohur::server
