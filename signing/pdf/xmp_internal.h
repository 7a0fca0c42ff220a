// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/archive_finish.h"

namespace mohur::signing::pdf {

/// What made the file, in /Info and in XMP alike.
inline constexpr const char* kProducer = "Mohur";

/// The XMP packet (ISO 16684-1) of a PDF/A-3b file (ISO 19005-3 clause 6.6).
[[nodiscard]] std::string xmp_packet(const PdfaMetadata& metadata);

}  // namespace mohur::signing::pdf
