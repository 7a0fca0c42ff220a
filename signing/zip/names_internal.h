// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/bytes.h"
#include "signing/core/result.h"

#include <string>

namespace mohur::signing::zip {

/// The name of an entry as UTF-8: its octets where they are UTF-8 (with or without bit 11, as
/// writers differ), else read as IBM code page 437 (APPNOTE annex D.1). `malformed` "zip-name" for
/// a name that is empty, absolute, has a drive, a backslash, a control character or a "." or ".."
/// or empty segment.
[[nodiscard]] Result<std::string> entry_name(BytesView octets);

}  // namespace mohur::signing::zip
