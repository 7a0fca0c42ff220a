// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/digest.h"
#include "signing/core/time.h"
#include "signing/pki/certificate.h"
#include "signing/pki/crl.h"
#include "signing/pki/ocsp.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::signing::xades {

/// One detached data object to be referenced.
struct ReferencedObject {
    std::string uri;  ///< percent-encoded
    std::string mime_type;
    Digest digest;
};

/// The elements of a new detached XAdES baseline signature (EN 319 132-1 clause 6.3).
struct SignaturePlan {
    std::vector<ReferencedObject> objects;
    Certificate signer;
    std::vector<Certificate> chain;
    SignatureAlgorithm algorithm;
    Time signing_time;
    std::string location;
    std::vector<std::string> claimed_roles;
    std::string signature_id;  ///< unique in the container, an NCName
};

/// The signature document without its value, and the canonical SignedInfo octets to be signed.
struct Draft {
    Bytes xml;
    Bytes to_be_signed;
};
/// Wrapped as asic:XAdESSignatures (EN 319 162-1 annex A.5).
[[nodiscard]] Result<Draft> draft(const SignaturePlan& plan);

/// Inserts the value (ECDSA as raw r||s, converted here from DER).
[[nodiscard]] Result<Bytes> with_signature_value(BytesView xml, const SignatureAlgorithm& algorithm,
                                                 const PublicKey& key, BytesView value);
/// The octets that a signature timestamp covers: canonical ds:SignatureValue (EN 319 132-1
/// clause 5.3).
[[nodiscard]] Result<Bytes> signature_timestamp_input(BytesView xml);
[[nodiscard]] Result<Bytes> with_signature_timestamp(BytesView xml, BytesView token);
/// Adds CertificateValues and RevocationValues (EN 319 132-1 clause 5.4).
[[nodiscard]] Result<Bytes> with_validation_data(BytesView xml,
                                                 const std::vector<Certificate>& certificates,
                                                 const std::vector<OcspResponse>& ocsp,
                                                 const std::vector<Crl>& crls);

}  // namespace mohur::signing::xades
