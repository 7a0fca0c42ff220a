// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/crypto/openssl_internal.h"
#include "signing/pki/certificate_internal.h"

namespace mohur::signing {

/// Fills the extension fields of `state` (RFC 5280 clause 4.2). An ill-formed extension that only
/// informs (addresses, key identifiers) reads as absent; one that decides joins the unknown ones.
void read_extensions(const X509* x509, Certificate::State& state);

/// The URIs of the http and https schemes among `names`.
[[nodiscard]] std::vector<std::string> web_addresses(const GENERAL_NAMES* names);

}  // namespace mohur::signing
