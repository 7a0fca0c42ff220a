// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/rules/rules.h"

#include <algorithm>
#include <array>

namespace mohur::signing {
namespace {

constexpr std::array kAll{
    &rules::kUnsupportedFormat,
    &rules::kStructureInvalid,
    &rules::kStructureNotJudged,
    &rules::kBindingAmbiguous,
    &rules::kByteRangeInvalid,
    &rules::kSignatureDictionaryInconsistent,
    &rules::kUndefinedObjectChanges,
    &rules::kAnnotationOverlap,
    &rules::kPageDifference,
    &rules::kVisualDifference,
    &rules::kPdfModificationsNotJudged,
    &rules::kContainerMimetypeInvalid,
    &rules::kContainerManifestMissing,
    &rules::kContainerManifestInvalid,
    &rules::kContainerDataMissing,
    &rules::kContainerDataSurplus,
    &rules::kContainerDataUnsigned,
    &rules::kSigningCertificateNotFound,
    &rules::kSigningCertificateReferenceMissing,
    &rules::kSigningCertificateReferenceMismatch,
    &rules::kSigningCertificateReferenceAmbiguous,
    &rules::kSignaturePolicyNotAvailable,
    &rules::kNoTrustedChain,
    &rules::kTrustServiceNotGranted,
    &rules::kCertificateNotQualified,
    &rules::kCertificateNotOnDevice,
    &rules::kIssuerNotCa,
    &rules::kIssuerKeyUsage,
    &rules::kPathLengthExceeded,
    &rules::kNameConstraintViolated,
    &rules::kPolicyConstraintViolated,
    &rules::kCriticalExtensionUnknown,
    &rules::kSignerKeyUsage,
    &rules::kSignerForbiddenExtension,
    &rules::kTsaExtendedKeyUsage,
    &rules::kCertificateRevoked,
    &rules::kCaCertificateRevoked,
    &rules::kCertificateOnHold,
    &rules::kCertificateExpired,
    &rules::kCertificateExpiredNotRevoked,
    &rules::kCertificateNotYetValid,
    &rules::kRevocationUnavailable,
    &rules::kRevocationTryLater,
    &rules::kCaRevocationUnavailable,
    &rules::kTsaCaRevocationUnavailable,
    &rules::kRevocationStale,
    &rules::kRevocationIssuerExpired,
    &rules::kRevocationUntrusted,
    &rules::kSignedDataNotFound,
    &rules::kHashMismatch,
    &rules::kSignatureValueInvalid,
    &rules::kTransformRefused,
    &rules::kNotIntact,
    &rules::kAlgorithmUnsupported,
    &rules::kAlgorithmUnacceptable,
    &rules::kAlgorithmNeverAcceptable,
    &rules::kSignedPropertiesUnbound,
    &rules::kSigningTimeMissing,
    &rules::kSigningTimeOutsideValidity,
    &rules::kTimestampDataNotFound,
    &rules::kTimestampImprintMismatch,
    &rules::kTimestampTokenInvalid,
    &rules::kTimestampOutsideTsaValidity,
    &rules::kTimestampAfterValidationTime,
    &rules::kEvidenceRecordInvalid,
    &rules::kEvidenceRecordEncrypted,
    &rules::kEvidenceRecordMismatch,
    &rules::kTimestampNotValid,
    &rules::kTimestampOrder,
    &rules::kSignedBeforeValidity,
    &rules::kSignedAfterRevocation,
    &rules::kSignedAfterExpiry,
};

}  // namespace

std::span<const Rule* const> all_rules() noexcept {
    return kAll;
}

const Rule* rule_named(std::string_view code) noexcept {
    const auto found = std::ranges::find(kAll, code, &Rule::code);
    return found == kAll.end() ? nullptr : *found;
}

}  // namespace mohur::signing
