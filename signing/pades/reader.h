// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"

namespace mohur::signing::pades {

/// Every signature dictionary and document timestamp of a PDF, with DSS material and what changed
/// after each. An unsigned PDF gives empty lists and container `pdf`. Errors: `malformed`
/// "pdf-damaged", `unsupported` "pdf-encrypted", `too_large`.
[[nodiscard]] Result<FileFacts> read(std::shared_ptr<const ByteSource> file,
                                     const ReadOptions& options);

}  // namespace mohur::signing::pades
