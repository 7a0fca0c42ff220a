// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cades/reader.h"

namespace mohur::signing::cades {

/// Adds the evidence records in the unsigned attributes of every SignerInfo (RFC 4998 annex A, ETSI
/// TS 119 122-3 clause 5), checked: each covers the SignedData as it was before the attribute came,
/// an external one also the detached content. `facts` holds the signatures already.
void add_evidence_records(const SignedData& data, const ReadOptions& options, FileFacts& facts);

}  // namespace mohur::signing::cades
