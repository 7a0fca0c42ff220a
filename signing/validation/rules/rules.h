// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/validation/rules/rule.h"

/// The rules, in the order of the building blocks. Constraints that need more than a look at one
/// fact have a file of their own beside this one.
namespace mohur::signing::rules {

// Format checking (EN 319 102-1 clause 5.2.2)
inline constexpr Rule kUnsupportedFormat{"unsupported-format", "EN 319 102-1 5.2.2",
                                         Indication::INDETERMINATE, SubIndication::GENERIC,
                                         "The format is recognised, but cannot be judged yet"};
inline constexpr Rule kStructureInvalid{
    "structure-invalid", "EN 319 102-1 5.2.2; EN 319 132-1 5, EN 319 122-1 5, EN 319 142-1 5",
    Indication::FAILED, SubIndication::FORMAT_FAILURE,
    "The structure breaks the rules of its format"};
inline constexpr Rule kStructureNotJudged{"structure-not-judged", "EN 319 102-1 5.2.2",
                                          Indication::INDETERMINATE, SubIndication::GENERIC,
                                          "The structure was not judged"};
inline constexpr Rule kBindingAmbiguous{"binding-ambiguous", "EN 319 102-1 5.2.2",
                                        Indication::FAILED, SubIndication::FORMAT_FAILURE,
                                        "What the signature covers is ambiguous"};
inline constexpr Rule kByteRangeInvalid{
    "pdf-byte-range-invalid", "EN 319 142-1 5.3; ISO 32000-1 12.8.1", Indication::FAILED,
    SubIndication::FORMAT_FAILURE, "The ByteRange does not leave out exactly the signature"};
inline constexpr Rule kSignatureDictionaryInconsistent{
    "pdf-signature-dictionary-inconsistent", "EN 319 142-1 5.3", Indication::FAILED,
    SubIndication::FORMAT_FAILURE, "Revisions disagree about the signature dictionary"};
inline constexpr Rule kUndefinedObjectChanges{
    "pdf-undefined-object-changes", "EN 319 102-1 5.2.2; ISO 32000-1 12.8.2", Indication::FAILED,
    SubIndication::FORMAT_FAILURE,
    "Objects were changed after the signature in a way that no rule allows"};
inline constexpr Rule kAnnotationOverlap{"pdf-annotation-overlap", "EN 319 102-1 5.2.2",
                                         Indication::FAILED, SubIndication::FORMAT_FAILURE,
                                         "Annotations lie over each other"};
inline constexpr Rule kPageDifference{"pdf-page-difference", "EN 319 102-1 5.2.2",
                                      Indication::FAILED, SubIndication::FORMAT_FAILURE,
                                      "Pages were added or removed after the signature"};
inline constexpr Rule kVisualDifference{"pdf-visual-difference", "EN 319 102-1 5.2.2",
                                        Indication::FAILED, SubIndication::FORMAT_FAILURE,
                                        "A page looks different since the signature"};
inline constexpr Rule kPdfModificationsNotJudged{
    "pdf-modifications-not-judged", "EN 319 102-1 5.2.2", Indication::INDETERMINATE,
    SubIndication::GENERIC, "Changes after the signature were not judged"};
inline constexpr Rule kContainerMimetypeInvalid{
    "container-mimetype-invalid", "EN 319 162-1 4.3.3, A.1", Indication::FAILED,
    SubIndication::FORMAT_FAILURE,
    "The mimetype of the container is not what its content asks for"};
inline constexpr Rule kContainerManifestMissing{"container-manifest-missing", "EN 319 162-1 4.4.3",
                                                Indication::FAILED, SubIndication::FORMAT_FAILURE,
                                                "The container has no manifest for the signature"};
inline constexpr Rule kContainerManifestInvalid{"asic-manifest-invalid", "EN 319 162-1 A.4",
                                                Indication::FAILED, SubIndication::FORMAT_FAILURE,
                                                "A manifest of the container is not valid"};
inline constexpr Rule kContainerDataMissing{"container-data-missing", "EN 319 162-1 4.3.3, 4.4.3",
                                            Indication::FAILED, SubIndication::FORMAT_FAILURE,
                                            "The container has no signed data file"};
inline constexpr Rule kContainerDataSurplus{
    "container-data-surplus", "EN 319 162-1 4.3.3", Indication::FAILED,
    SubIndication::FORMAT_FAILURE, "The container has data files that its type does not allow"};
inline constexpr Rule kContainerDataUnsigned{
    "container-data-unsigned", "EN 319 162-1 4.4.3", Indication::FAILED,
    SubIndication::FORMAT_FAILURE, "A data file of the container is not covered by the signature"};

// Identification of the signing certificate (clause 5.2.3)
inline constexpr Rule kSigningCertificateNotFound{
    "signing-certificate-not-found", "EN 319 102-1 5.2.3", Indication::INDETERMINATE,
    SubIndication::NO_SIGNING_CERTIFICATE_FOUND, "The signing certificate is not at hand"};
inline constexpr Rule kSigningCertificateReferenceMissing{
    "signing-certificate-reference-missing", "EN 319 102-1 5.2.3", Indication::INDETERMINATE,
    SubIndication::NO_SIGNING_CERTIFICATE_FOUND,
    "The signature does not name its signing certificate"};
inline constexpr Rule kSigningCertificateReferenceMismatch{
    "signing-certificate-reference-mismatch", "EN 319 102-1 5.2.3", Indication::INDETERMINATE,
    SubIndication::NO_SIGNING_CERTIFICATE_FOUND, "The signature names another signing certificate"};
inline constexpr Rule kSigningCertificateReferenceAmbiguous{
    "signing-certificate-reference-ambiguous", "EN 319 102-1 5.2.3", Indication::INDETERMINATE,
    SubIndication::NO_SIGNING_CERTIFICATE_FOUND,
    "The signature names its signing certificate more than once"};

// Validation context initialisation (clause 5.2.4)
inline constexpr Rule kSignaturePolicyNotAvailable{
    "signature-policy-not-available", "EN 319 102-1 5.2.4", Indication::INDETERMINATE,
    SubIndication::SIGNATURE_POLICY_NOT_AVAILABLE,
    "The signature was made under an explicit policy that is not processed"};

// X.509 certificate validation (clause 5.2.6)
inline constexpr Rule kNoTrustedChain{
    "no-trusted-chain", "EN 319 102-1 5.2.6.4", Indication::INDETERMINATE,
    SubIndication::NO_CERTIFICATE_CHAIN_FOUND, "No chain leads to a trust anchor"};
inline constexpr Rule kTrustServiceNotGranted{
    "trust-service-not-granted", "TS 119 612 5.5.4; EN 319 102-1 5.2.6.4",
    Indication::INDETERMINATE, SubIndication::NO_CERTIFICATE_CHAIN_FOUND_NO_POE,
    "No trusted list grants the service at that time"};
inline constexpr Rule kCertificateNotQualified{
    "certificate-not-qualified", "TS 119 615 4.4; EN 319 412-5 4.2.1", Indication::INDETERMINATE,
    SubIndication::CHAIN_CONSTRAINTS_FAILURE, "The certificate is not a qualified one"};
inline constexpr Rule kCertificateNotOnDevice{
    "certificate-not-on-qscd", "TS 119 615 4.5; EN 319 412-5 4.2.2", Indication::INDETERMINATE,
    SubIndication::CHAIN_CONSTRAINTS_FAILURE,
    "Nothing says that the key lies on a certified signature creation device"};
inline constexpr Rule kIssuerNotCa{"issuer-not-ca", "RFC 5280 6.1.4 (k)", Indication::INDETERMINATE,
                                   SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
                                   "A certificate was issued by one that is no CA"};
inline constexpr Rule kIssuerKeyUsage{
    "issuer-key-usage", "RFC 5280 6.1.4 (n)", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE, "A CA's key may not sign certificates"};
inline constexpr Rule kPathLengthExceeded{
    "path-length-exceeded", "RFC 5280 6.1.4 (l)", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE, "The chain is longer than a CA allows"};
inline constexpr Rule kNameConstraintViolated{
    "name-constraint-violated", "RFC 5280 4.2.1.10, 6.1.3 (b), (c)", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
    "A certificate has a name that a CA above it may not certify"};
inline constexpr Rule kPolicyConstraintViolated{
    "policy-constraint-violated", "RFC 5280 4.2.1.11, 6.1.3 (f)", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
    "A CA requires a certificate policy that the chain does not have"};
inline constexpr Rule kCriticalExtensionUnknown{
    "critical-extension-unknown", "RFC 5280 6.1.4 (o)", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
    "A certificate has a critical extension that is not understood"};
inline constexpr Rule kSignerKeyUsage{
    "signer-key-usage", "EN 319 102-1 5.2.6.4; EN 319 412-2 4.3.2", Indication::INDETERMINATE,
    SubIndication::CHAIN_CONSTRAINTS_FAILURE, "The certificate is not meant for signatures"};
inline constexpr Rule kSignerForbiddenExtension{
    "signer-forbidden-extension", "RFC 6960 4.2.2.2.1", Indication::INDETERMINATE,
    SubIndication::CHAIN_CONSTRAINTS_FAILURE,
    "The certificate has an extension that only an OCSP responder may have"};
inline constexpr Rule kTsaExtendedKeyUsage{
    "tsa-extended-key-usage", "RFC 3161 2.3", Indication::INDETERMINATE,
    SubIndication::CHAIN_CONSTRAINTS_FAILURE,
    "The time-stamping certificate's extended key usage is not critical and solely timeStamping"};
inline constexpr Rule kCertificateRevoked{"certificate-revoked", "EN 319 102-1 5.2.6.4",
                                          Indication::INDETERMINATE, SubIndication::REVOKED_NO_POE,
                                          "The certificate is revoked"};
inline constexpr Rule kCaCertificateRevoked{
    "ca-certificate-revoked", "EN 319 102-1 5.2.6.4", Indication::INDETERMINATE,
    SubIndication::REVOKED_CA_NO_POE, "The certificate of a CA in the chain is revoked"};
inline constexpr Rule kCertificateOnHold{"certificate-on-hold", "EN 319 102-1 5.2.6.4",
                                         Indication::INDETERMINATE, SubIndication::TRY_LATER,
                                         "The certificate is suspended"};
inline constexpr Rule kCertificateExpired{
    "certificate-expired", "EN 319 102-1 5.2.6.4", Indication::INDETERMINATE,
    SubIndication::OUT_OF_BOUNDS_NO_POE,
    "The certificate is out of its validity period, and its status is not known"};
inline constexpr Rule kCertificateExpiredNotRevoked{
    "certificate-expired-not-revoked", "EN 319 102-1 5.2.6.4", Indication::INDETERMINATE,
    SubIndication::OUT_OF_BOUNDS_NOT_REVOKED,
    "The certificate has expired; it is known not to have been revoked"};
inline constexpr Rule kCertificateNotYetValid{
    "certificate-not-yet-valid", "EN 319 102-1 5.2.6.4", Indication::INDETERMINATE,
    SubIndication::OUT_OF_BOUNDS_NO_POE, "The certificate is not valid yet"};
inline constexpr Rule kRevocationUnavailable{"revocation-unavailable", "EN 319 102-1 5.2.6.4",
                                             Indication::INDETERMINATE,
                                             SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
                                             "Nothing says whether the certificate was revoked"};
inline constexpr Rule kRevocationTryLater{"revocation-try-later", "EN 319 102-1 5.2.6.4",
                                          Indication::INDETERMINATE, SubIndication::TRY_LATER,
                                          "The revocation service did not answer"};
inline constexpr Rule kCaRevocationUnavailable{
    "ca-revocation-unavailable", "EN 319 102-1 5.2.6.4", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
    "Nothing says whether a CA certificate of the chain was revoked"};
inline constexpr Rule kTsaCaRevocationUnavailable{
    "tsa-ca-revocation-unavailable", "EN 319 102-1 5.2.6.4", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
    "Nothing says whether a CA certificate above the time-stamping authority was revoked"};
inline constexpr Rule kRevocationStale{"revocation-stale", "EN 319 102-1 5.2.5",
                                       Indication::INDETERMINATE, SubIndication::TRY_LATER,
                                       "What is known of revocation is too old"};
inline constexpr Rule kRevocationIssuerExpired{
    "revocation-issuer-expired", "EN 319 102-1 5.2.6.4", Indication::INDETERMINATE,
    SubIndication::REVOCATION_OUT_OF_BOUNDS_NO_POE,
    "The certificate that signed the revocation answer has expired"};
inline constexpr Rule kRevocationUntrusted{
    "revocation-untrusted", "RFC 6960 4.2.2.2; RFC 5280 6.3.3", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
    "A revocation answer is not signed by somebody who has the right to"};

// Cryptographic verification (clause 5.2.7)
inline constexpr Rule kSignedDataNotFound{
    "signed-data-not-found", "EN 319 102-1 5.2.7.4", Indication::INDETERMINATE,
    SubIndication::SIGNED_DATA_NOT_FOUND, "Signed data was not supplied or not found"};
inline constexpr Rule kHashMismatch{"hash-mismatch", "EN 319 102-1 5.2.7.4", Indication::FAILED,
                                    SubIndication::HASH_FAILURE, "Signed data was changed"};
inline constexpr Rule kSignatureValueInvalid{"signature-value-invalid", "EN 319 102-1 5.2.7.4",
                                             Indication::FAILED, SubIndication::SIG_CRYPTO_FAILURE,
                                             "The signature value does not verify"};
inline constexpr Rule kTransformRefused{
    "transform-refused", "EN 319 102-1 5.2.7.4; XMLDSig best practices 2.1",
    Indication::INDETERMINATE, SubIndication::GENERIC,
    "What a reference covers could not be computed under the limits on transforms"};
inline constexpr Rule kNotIntact{"not-intact", "EN 319 102-1 5.2.7", Indication::INDETERMINATE,
                                 SubIndication::GENERIC,
                                 "The integrity of the signature could not be established"};

// Signature acceptance validation (clause 5.2.8)
inline constexpr Rule kAlgorithmUnsupported{
    "algorithm-unsupported", "EN 319 102-1 5.2.8.4.2", Indication::INDETERMINATE,
    SubIndication::CRYPTO_CONSTRAINTS_FAILURE, "An algorithm is not known"};
inline constexpr Rule kAlgorithmUnacceptable{
    "algorithm-unacceptable", "EN 319 102-1 5.2.8.4.2; TS 119 312", Indication::INDETERMINATE,
    SubIndication::CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    "An algorithm or key is too weak for the time it has to be judged at"};
inline constexpr Rule kAlgorithmNeverAcceptable{
    "algorithm-never-acceptable", "EN 319 102-1 5.2.8.4.2; TS 119 312", Indication::INDETERMINATE,
    SubIndication::CRYPTO_CONSTRAINTS_FAILURE, "An algorithm or key is too weak at any time"};
inline constexpr Rule kSignedPropertiesUnbound{
    "signed-properties-unbound", "EN 319 132-1 4.1; EN 319 122-1 5.1", Indication::INDETERMINATE,
    SubIndication::SIG_CONSTRAINTS_FAILURE,
    "The signed properties are not covered by the signature"};
inline constexpr Rule kSigningTimeMissing{
    "signing-time-missing", "EN 319 102-1 5.2.8.4", Indication::INDETERMINATE,
    SubIndication::SIG_CONSTRAINTS_FAILURE, "The signature states no signing time"};
inline constexpr Rule kSigningTimeOutsideValidity{
    "signing-time-outside-validity", "EN 319 102-1 5.2.8.4", Indication::INDETERMINATE,
    SubIndication::SIG_CONSTRAINTS_FAILURE,
    "The stated signing time lies outside the certificate's validity"};

// Time-stamp validation (clause 5.4)
inline constexpr Rule kTimestampDataNotFound{
    "timestamp-data-not-found", "EN 319 102-1 5.4.4", Indication::INDETERMINATE,
    SubIndication::SIGNED_DATA_NOT_FOUND, "What the time-stamp covers was not found"};
inline constexpr Rule kTimestampImprintMismatch{"timestamp-imprint-mismatch", "EN 319 102-1 5.4.4",
                                                Indication::FAILED, SubIndication::HASH_FAILURE,
                                                "The time-stamp covers something else"};
inline constexpr Rule kTimestampTokenInvalid{
    "timestamp-token-invalid", "EN 319 102-1 5.4.4; RFC 3161 2.4.2", Indication::FAILED,
    SubIndication::SIG_CRYPTO_FAILURE, "The token of the time-stamp does not verify"};
inline constexpr Rule kTimestampOutsideTsaValidity{
    "timestamp-outside-tsa-validity", "EN 319 102-1 5.4.4", Indication::INDETERMINATE,
    SubIndication::CERTIFICATE_CHAIN_GENERAL_FAILURE,
    "The time-stamp was made outside the validity of its certificate"};
inline constexpr Rule kTimestampAfterValidationTime{
    "timestamp-after-validation-time", "EN 319 102-1 5.4.4", Indication::INDETERMINATE,
    SubIndication::NO_POE, "The time-stamp is younger than the validation time"};

// Evidence records (clause 5.6.2.3.4)
inline constexpr Rule kEvidenceRecordInvalid{
    "evidence-record-invalid", "RFC 4998 3.1; RFC 6283 2.1", Indication::FAILED,
    SubIndication::FORMAT_FAILURE, "The evidence record cannot be read"};
inline constexpr Rule kEvidenceRecordEncrypted{
    "evidence-record-encrypted", "RFC 4998 6; RFC 6283 5", Indication::INDETERMINATE,
    SubIndication::GENERIC, "The evidence record is over encrypted objects, which are not judged"};
inline constexpr Rule kEvidenceRecordMismatch{
    "evidence-record-renewal-mismatch", "RFC 4998 5.3; RFC 6283 4.3", Indication::FAILED,
    SubIndication::HASH_FAILURE, "A renewal of the evidence record covers something else"};

// Validation with time (clause 5.5)
inline constexpr Rule kTimestampNotValid{
    "timestamp-not-valid", "EN 319 102-1 5.5.4", Indication::INDETERMINATE,
    SubIndication::SIG_CONSTRAINTS_FAILURE, "A time-stamp of the signature is broken"};
inline constexpr Rule kTimestampOrder{
    "timestamp-order", "EN 319 102-1 5.5.4", Indication::INDETERMINATE,
    SubIndication::TIMESTAMP_ORDER_FAILURE,
    "The time-stamps are not in the order in which they cover each other"};
inline constexpr Rule kSignedBeforeValidity{
    "signed-before-validity", "EN 319 102-1 5.5.4", Indication::FAILED,
    SubIndication::NOT_YET_VALID, "The signature existed before its certificate was valid"};
inline constexpr Rule kSignedAfterRevocation{
    "signed-after-revocation", "EN 319 102-1 5.3.4", Indication::FAILED, SubIndication::REVOKED,
    "The signature was made after its certificate was revoked"};
inline constexpr Rule kSignedAfterExpiry{"signed-after-expiry", "EN 319 102-1 5.3.4",
                                         Indication::FAILED, SubIndication::EXPIRED,
                                         "The signature was made after its certificate expired"};

}  // namespace mohur::signing::rules
