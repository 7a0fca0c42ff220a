// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xades/properties_internal.h"

namespace mohur::signing::xades {

/// The evidence records of every SealingEvidenceRecords property, ERS or XMLERS, checked against
/// the group of data objects that ETSI EN 319 132-2 clause 5.2 lists; in document order, without
/// id and `covers`.
[[nodiscard]] std::vector<EvidenceRecordFacts> read_evidence_records(
    const SignatureInReading& reading);

}  // namespace mohur::signing::xades
