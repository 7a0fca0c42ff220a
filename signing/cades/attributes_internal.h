// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/cms/signed_data.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mohur::signing::cades {

/// Attribute types of EN 319 122-1 clause 5 and annexes, RFC 5126, RFC 5652 clause 11.
namespace oid {
inline constexpr std::string_view kData = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kTstInfo = "1.2.840.113549.1.9.16.1.4";
inline constexpr std::string_view kContentType = "1.2.840.113549.1.9.3";
inline constexpr std::string_view kMessageDigest = "1.2.840.113549.1.9.4";
inline constexpr std::string_view kSigningTime = "1.2.840.113549.1.9.5";
inline constexpr std::string_view kCountersignature = "1.2.840.113549.1.9.6";
inline constexpr std::string_view kSigningCertificate = "1.2.840.113549.1.9.16.2.12";
inline constexpr std::string_view kSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
inline constexpr std::string_view kSignatureTimestamp = "1.2.840.113549.1.9.16.2.14";
inline constexpr std::string_view kSignaturePolicy = "1.2.840.113549.1.9.16.2.15";
inline constexpr std::string_view kCommitmentType = "1.2.840.113549.1.9.16.2.16";
inline constexpr std::string_view kSignerLocation = "1.2.840.113549.1.9.16.2.17";
inline constexpr std::string_view kSignerAttributes = "1.2.840.113549.1.9.16.2.18";
inline constexpr std::string_view kContentTimestamp = "1.2.840.113549.1.9.16.2.20";
inline constexpr std::string_view kCertificateReferences = "1.2.840.113549.1.9.16.2.21";
inline constexpr std::string_view kRevocationReferences = "1.2.840.113549.1.9.16.2.22";
inline constexpr std::string_view kCertificateValues = "1.2.840.113549.1.9.16.2.23";
inline constexpr std::string_view kRevocationValues = "1.2.840.113549.1.9.16.2.24";
inline constexpr std::string_view kEscTimestamp = "1.2.840.113549.1.9.16.2.25";
inline constexpr std::string_view kCertCrlTimestamp = "1.2.840.113549.1.9.16.2.26";
inline constexpr std::string_view kArchiveTimestampV1 = "1.2.840.113549.1.9.16.2.27";
inline constexpr std::string_view kArchiveTimestampV2 = "1.2.840.113549.1.9.16.2.48";
inline constexpr std::string_view kEvidenceRecordInternal = "1.2.840.113549.1.9.16.2.49";
inline constexpr std::string_view kEvidenceRecordExternal = "1.2.840.113549.1.9.16.2.50";
inline constexpr std::string_view kArchiveTimestampV3 = "0.4.0.1733.2.4";
inline constexpr std::string_view kAtsHashIndex = "0.4.0.1733.2.5";
inline constexpr std::string_view kSignerAttributesV2 = "0.4.0.19122.1.1";
inline constexpr std::string_view kSignaturePolicyStore = "0.4.0.19122.1.3";
inline constexpr std::string_view kAtsHashIndexV2 = "0.4.0.19122.1.4";
inline constexpr std::string_view kAtsHashIndexV3 = "0.4.0.19122.1.5";
inline constexpr std::string_view kMimeType = "0.4.0.1733.2.1";
inline constexpr std::string_view kLongTermValidation = "0.4.0.1733.2.2";
inline constexpr std::string_view kRole = "2.5.4.72";
inline constexpr std::string_view kPolicyUri = "1.2.840.113549.1.9.16.5.1";
inline constexpr std::string_view kAdobeRevocation = "1.2.840.113583.1.1.8";
}  // namespace oid

/// How many attributes of that type there are.
[[nodiscard]] std::size_t count_attributes(const std::vector<CmsAttribute>& attributes,
                                           std::string_view type);
/// How many of them have exactly one value.
[[nodiscard]] std::size_t count_single_valued(const std::vector<CmsAttribute>& attributes,
                                              std::string_view type);
[[nodiscard]] bool has_attribute(const std::vector<CmsAttribute>& attributes,
                                 std::string_view type);

/// signature-policy-identifier (EN 319 122-1 clause 5.2.9.1): explicit with a hash, or implied.
struct SignaturePolicy {
    std::optional<std::string> id;  ///< empty: implied
    bool has_hash = false;
};
[[nodiscard]] Result<SignaturePolicy> read_signature_policy(BytesView value);

/// Texts of claimed attributes in signer-attributes and signer-attributes-v2 (clause 5.2.6).
[[nodiscard]] std::vector<std::string> read_claimed_roles(const SignerInfo& signer);

/// What a SignerInfo's attributes carry beside the SignedData's own sets.
struct ValidationMaterial {
    std::vector<Certificate> certificates;
    std::vector<Crl> crls;
    std::vector<OcspResponse> ocsp_responses;
    std::vector<std::string> problems;  ///< "certificate-undecodable", ...
};
/// certificate-values, revocation-values (annex A.1), and Adobe's signed RevocationInfoArchival.
[[nodiscard]] ValidationMaterial read_material(const SignerInfo& signer);

/// Whether known attributes have the syntax of their definitions, and the ones that RFC 5652 clause
/// 11 asks are there. Order and repetition are judged apart.
[[nodiscard]] bool attributes_well_formed(const SignerInfo& signer, bool counter_signature);

}  // namespace mohur::signing::cades
