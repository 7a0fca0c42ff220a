// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xades/properties_internal.h"

namespace mohur::signing::xades {

/// Every encapsulated token of the signature with the imprint that it should have, in document
/// order: AllDataObjectsTimeStamp, IndividualDataObjectsTimeStamp (EN 319 132-1 clause 5.2.8),
/// SignatureTimeStamp (5.3), SigAndRefsTimeStamp and RefsOnlyTimeStamp of both versions (A.1.5),
/// ArchiveTimeStamp of 1.3.2 and 1.4.1 (5.5.2). Where the stamped octets cannot be computed the
/// token is listed with "timestamp-imprint-not-computed".
[[nodiscard]] std::vector<TimestampFacts> read_timestamps(
    const SignatureInReading& reading, const std::vector<Certificate>& candidates);

/// Writes the octets that the time-stamp in the container `element` covers. Errors: `unsupported`
/// or those of the references.
[[nodiscard]] Result<void> write_stamped_octets(const SignatureInReading& reading,
                                                const xml::Element& element, const xml::Sink& sink);

/// The octets that an ArchiveTimeStamp of 1.4.1 behind everything in the signature will cover
/// (5.5.2.2).
[[nodiscard]] Result<void> write_archived_octets(const SignatureInReading& reading,
                                                 const xml::CanonicalMethod& method,
                                                 const xml::Sink& sink);

}  // namespace mohur::signing::xades
