// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asn1/der.h"
#include "signing/crypto/openssl_internal.h"
#include "signing/pki/certificate_internal.h"

namespace mohur::signing {

/// Fills the extension fields of `state` (RFC 5280 clause 4.2) from the content of the [3] of a
/// TBSCertificate. An ill-formed extension that only informs (addresses, key identifiers) reads as
/// absent; one that decides joins the unknown ones. `malformed` when the list itself is broken.
[[nodiscard]] Result<void> read_extensions(DerReader list, Certificate::State& state);

/// The URIs of the http and https schemes among `names`.
[[nodiscard]] std::vector<std::string> web_addresses(const GENERAL_NAMES* names);

}  // namespace mohur::signing
