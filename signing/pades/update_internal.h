// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pdf/raw_file.h"

namespace mohur::signing::pades {

/// 16 octets for the second half of /ID (ISO 32000-1 clause 14.4): other for each update, the same
/// when the same update is made again.
[[nodiscard]] Bytes renewed_file_id(const pdf::Snapshot& before, std::string_view purpose);

/// The key of a signature in /VRI (EN 319 142-1 clause 5.4.2.3): upper-case hexadecimal SHA-1 of
/// the octets of /Contents, with their padding.
[[nodiscard]] std::string vri_key(BytesView contents);

}  // namespace mohur::signing::pades
