// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/byte_source.h"
#include "signing/core/byte_target.h"
#include "signing/core/handle.h"

#include <memory>

#include <zip.h>

namespace mohur::signing::zip {

/// Drops the archive without writing it; `zip_close` is called only by the writer, on purpose.
using ZipPtr = Handle<zip_t, zip_discard>;
using ZipFilePtr = Handle<zip_file_t, zip_fclose>;

/// Our error for libzip's.
[[nodiscard]] Error translate(const zip_error_t& error);
[[nodiscard]] Error last_error(zip_t* archive);

/// A libzip source that reads `bytes` and, when there is a `target`, lets libzip write there. The
/// source belongs to the caller until libzip takes it. Null never comes without an error.
[[nodiscard]] Result<zip_source_t*> make_source(std::shared_ptr<const ByteSource> bytes,
                                                ByteTarget* target = nullptr);

}  // namespace mohur::signing::zip
