// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/raw_crypto.h"

/// What has to be done whoever signs: the digest of the document, the octets that the format must
/// touch, one raw signature and its verification. `sample` is a signature that our side has made
/// over the same document: the skeleton whose octets are written.
namespace mohur::bench {

/// CAdES-B, detached: the signed attributes are of the size of the sample's, the CMS is copied.
void sign_cades_floor(raw::View document, raw::View sample, EVP_PKEY* key);
/// XAdES-B in an ASiC-E container: the skeleton is parsed, its signed properties and SignedInfo are
/// written in canonical form and hashed, the whole is written and the document beside it (CRC-32,
/// stored). `sample` is the XML of the signature alone.
void sign_xades_floor(raw::View document, raw::View sample, EVP_PKEY* key);
/// PAdES-B: the document is parsed (libqpdf) as far as its pages, then document and update are
/// written.
void sign_pades_floor(raw::View document, raw::View sample, EVP_PKEY* key);

}  // namespace mohur::bench
