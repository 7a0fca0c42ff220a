// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cades/reader.h"

#include <vector>

namespace mohur::signing::cades {

/// Every token in the attributes of `signer`, each once, with what it covers computed anew: content
/// timestamps first, then the unsigned ones as they stand.
[[nodiscard]] std::vector<TimestampFacts> read_timestamps(const SignedData& signed_data,
                                                          const SignerInfo& signer,
                                                          const SignedContent& content,
                                                          const ReadOptions& options);

}  // namespace mohur::signing::cades
