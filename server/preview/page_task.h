// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/worker/task.h"

namespace mohur::server {

/// Worker task "page-count": how many pages the PDF input has. Answer `{"pages": n}`. Errors:
/// `malformed` "pdf-damaged"; `unsupported` "preview-unavailable" without poppler's programs.
[[nodiscard]] Result<Json> count_pages(const Json& request, const TaskFiles& files,
                                       const WorkerServices& services);

/// Worker task "page-image": one page of the PDF input as PNG into the output. Request
/// `{"page": 1.., "width": pixels}`. Poppler runs inside the worker's own limits: no keys, no
/// network.
[[nodiscard]] Result<Json> render_page(const Json& request, const TaskFiles& files,
                                       const WorkerServices& services);

}  // namespace mohur::server
