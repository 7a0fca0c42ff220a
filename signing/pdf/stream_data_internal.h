// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/object.h"

namespace mohur::signing::pdf {

/// What the filters of `dictionary` make of `encoded`. None and FlateDecode with or without PNG
/// predictors (ISO 32000-1 clause 7.4.4) are understood, which is all that cross-reference and
/// object streams use in practice; others are `unsupported` ("pdf-filter"). `too_large` above
/// `limit` octets.
[[nodiscard]] Result<Bytes> decode_stream(const Dictionary& dictionary, BytesView encoded,
                                          std::size_t limit);

}  // namespace mohur::signing::pdf
