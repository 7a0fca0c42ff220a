// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asn1/oid.h"
#include "signing/core/byte_source.h"
#include "signing/core/digest.h"
#include "signing/core/time.h"
#include "signing/crypto/public_key.h"
#include "signing/pki/certificate.h"

#include <memory>
#include <optional>
#include <vector>

namespace mohur::signing {

/// What the one SignerInfo of a new SignedData shall hold.
struct SignerInfoPlan {
    Certificate signer;
    std::vector<Certificate> chain{};  ///< embedded after the signer
    SignatureAlgorithm algorithm{};
    Oid content_type{"1.2.840.113549.1.7.1"};  ///< empty: a countersignature (RFC 5652 clause 11.4)
    Digest message_digest{};                   ///< of the detached or attached content
    std::optional<Time> signing_time{};        ///< never set for PAdES (EN 319 142-1 clause 6.3)
    std::shared_ptr<const ByteSource> attached_content{};  ///< null: detached
    std::vector<Bytes> more_signed_attributes{};           ///< whole DER Attribute encodings
};

/// The DER SET OF signed attributes to be signed: contentType, messageDigest,
/// signing-certificate-v2, signingTime where asked (EN 319 122-1 clause 6.3). This is the DTBS.
/// Errors: `malformed` "signature-plan-invalid" when digests disagree or an extra attribute is not
/// DER.
[[nodiscard]] Result<Bytes> signed_attributes(const SignerInfoPlan& plan);

/// The SignerInfo around `signed_attributes` and the value over them (ECDSA as DER), with
/// `unsigned_attributes` (whole Attribute encodings). The value is not verified here.
/// Errors: `malformed` "signature-plan-invalid".
[[nodiscard]] Result<Bytes> assemble_signer_info(
    const SignerInfoPlan& plan, BytesView signed_attributes, BytesView signature,
    const std::vector<Bytes>& unsigned_attributes = {});

/// A ContentInfo with that SignerInfo in DER. Attached content is read where it lies, when the
/// result is.
[[nodiscard]] Result<std::shared_ptr<const ByteSource>> compose_signed_data(
    const SignerInfoPlan& plan, BytesView signed_attributes, BytesView signature,
    const std::vector<Bytes>& unsigned_attributes = {});
/// The same in memory.
[[nodiscard]] Result<Bytes> assemble_signed_data(
    const SignerInfoPlan& plan, BytesView signed_attributes, BytesView signature,
    const std::vector<Bytes>& unsigned_attributes = {});

/// One DER Attribute with a single value.
[[nodiscard]] Bytes cms_attribute(std::string_view oid, BytesView value);

}  // namespace mohur::signing
