// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/xades/properties_internal.h"

namespace mohur::signing::xades {

/// SHA-256 of every certificate, CRL, OCSP response and token in KeyInfo and in the unsigned
/// properties before `stop`: what an archive time-stamp or evidence record there covers.
[[nodiscard]] std::vector<Bytes> objects_before(const SignatureInReading& reading,
                                                const xml::Element& stop);

}  // namespace mohur::signing::xades
