// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/asn1/der.h"
#include "signing/cms/signed_data.h"

#include <array>
#include <string_view>

namespace mohur::signing {

/// Object identifiers of RFC 5652, 5035 and 5940, and of EN 319 122-1.
namespace cms_oid {
inline constexpr std::string_view kData = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kSignedData = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kContentType = "1.2.840.113549.1.9.3";
inline constexpr std::string_view kMessageDigest = "1.2.840.113549.1.9.4";
inline constexpr std::string_view kSigningTime = "1.2.840.113549.1.9.5";
inline constexpr std::string_view kSigningCertificate = "1.2.840.113549.1.9.16.2.12";
inline constexpr std::string_view kSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
inline constexpr std::string_view kContentTimestamp = "1.2.840.113549.1.9.16.2.20";
inline constexpr std::string_view kContentHint = "1.2.840.113549.1.9.16.2.4";
inline constexpr std::string_view kSignaturePolicy = "1.2.840.113549.1.9.16.2.15";
inline constexpr std::string_view kMimeType = "0.4.0.1733.2.1";
inline constexpr std::string_view kOcspResponse = "1.3.6.1.5.5.7.16.2";
inline constexpr std::string_view kOcspBasic = "1.3.6.1.5.5.7.48.1.1";
}  // namespace cms_oid

/// SignerIdentifier (RFC 5652 clause 5.3): one of both.
struct SignerIdentifier {
    std::optional<Name> issuer;
    Bytes serial;  ///< INTEGER content octets
    Bytes subject_key_id;
};

struct SignerInfo::State {
    Bytes encoding;
    SignerInfoFields fields;
    SignerIdentifier sid;
    std::optional<DigestAlgorithm> digest_algorithm;
    std::optional<SignatureAlgorithm> signature_algorithm;
    bool plain_ecdsa = false;  ///< value is r||s (BSI TR-03111 5.2.1)
    Bytes signature;
    std::vector<CmsAttribute> signed_attributes;
    std::vector<CmsAttribute> unsigned_attributes;
};

struct SignedData::State {
    Bytes encoding;
    SignedDataFields fields;
    Oid content_type;
    std::optional<Bytes> content;
    std::shared_ptr<const ByteSource> content_source;
    std::shared_ptr<const ByteSource> encapsulated;
    std::vector<Certificate> certificates;
    std::vector<Crl> crls;
    std::vector<OcspResponse> ocsp_responses;
    std::vector<SignerInfo> signers;
    std::vector<std::string> problems;
};

/// One SignerInfo, by itself: of signerInfos or of a counter-signature attribute (RFC 5652 11.4).
[[nodiscard]] Result<SignerInfo> parse_signer_info(const Tlv& element, DerReader reader);

/// GeneralNames of an IssuerSerial names `issuer` (RFC 5035 clause 5).
[[nodiscard]] bool names_issuer(DerReader general_names, const Name& issuer);
/// INTEGER contents are one number, whatever their leading zeros.
[[nodiscard]] bool same_integer(BytesView a, BytesView b);

}  // namespace mohur::signing
