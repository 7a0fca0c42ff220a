// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/certificate.h"

#include <vector>

namespace mohur::signing {

/// The certificates of a certs-only SignedData (RFC 5280 clause 4.2.2.1: caIssuers may give a
/// .p7c).
[[nodiscard]] Result<std::vector<Certificate>> certificates_of_pkcs7(BytesView der);

}  // namespace mohur::signing
