// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/model/facts.h"

namespace mohur::signing::asic {

/// An ASiC-E or ASiC-S container (EN 319 162-1), or a zip that turns out to be none (`malformed`
/// "zip-not-asic"). Data files are hashed while they are inflated; only signature files are held in
/// memory.
[[nodiscard]] Result<FileFacts> read(std::shared_ptr<const ByteSource> file,
                                     const ReadOptions& options);

}  // namespace mohur::signing::asic
