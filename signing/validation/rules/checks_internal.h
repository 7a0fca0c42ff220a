// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/path_builder.h"
#include "signing/validation/blocks_internal.h"
#include "signing/validation/conclusion_internal.h"
#include "signing/validation/revocation_knowledge_internal.h"
#include "signing/validation/validator.h"

/// The constraints that need more than a look at one fact, one per file. Each notes in the
/// conclusion what does not hold.
namespace mohur::signing::rules {

/// Changes of a PDF after the signature, each kind with its own level.
void check_pdf_changes(const SignatureFacts& facts, Conclusion& conclusion);

/// The certificate may make signatures: keyUsage, and no extension of an OCSP responder.
void check_signer_purpose(const Certificate& signer, Conclusion& conclusion);

/// The certificate may make time-stamps and nothing else (RFC 3161 clause 2.3).
void check_tsa_purpose(const Certificate& tsa, Conclusion& conclusion);

/// The service that the anchor is the identity of was granted at `time` for this purpose (TS 119
/// 612 clause 5.5.4), and for a signature the certificate is qualified and its key on a device (TS
/// 119 615 clauses 4.4 and 4.5).
void check_trust_service(const CertificatePath& path, Purpose purpose, Time time,
                         const trust::TrustedServices& services, Conclusion& conclusion);

/// Every issuer of the path may issue: basicConstraints, keyUsage, pathLenConstraint (RFC 5280
/// clause 6.1.4).
void check_issuers(const CertificatePath& path, Conclusion& conclusion);

/// Every certificate has a name that the nameConstraints of those above allow (RFC 5280 clauses
/// 4.2.1.10, 6.1.3 (b) and (c)). Directory names and mailboxes are understood.
void check_name_constraints(const CertificatePath& path, Conclusion& conclusion);

/// Where policyConstraints require it, one policy is common to the path (RFC 5280 clauses 4.2.1.11,
/// 4.2.1.14, 6.1.3 (d) to (f)).
void check_policies(const CertificatePath& path, Conclusion& conclusion);

/// `certificate` is in its validity period at `at`. `known_good`: a status answer says it was not
/// revoked.
void check_validity_period(const Certificate& certificate, Time at, bool known_good,
                           Conclusion& conclusion);

/// The answer is recent enough for `at` (EN 319 102-1 clause 5.2.5): it is younger, or its
/// nextUpdate lies after `at`, or where there is none it is no older than the policy says.
[[nodiscard]] bool is_fresh(const StatusEntry& status, Time at, const ValidationPolicy& policy);

/// The algorithm with this key is acceptable at `at` (EN 319 102-1 clause 5.2.8.4.2). An unknown
/// algorithm is not. `what` names the object in the finding.
void check_algorithm(const std::optional<SignatureAlgorithm>& algorithm, const PublicKey& key,
                     Time at, std::string_view what, Conclusion& conclusion);
void check_digest(const std::optional<DigestAlgorithm>& algorithm, Time at, std::string_view what,
                  Conclusion& conclusion);

/// A claimed signing time is there and lies within the certificate's validity.
void check_signing_time(const SignatureFacts& facts, Conclusion& conclusion);

/// Tokens are no older than those that they cover: content, then signature, then archive.
void check_timestamp_order(const std::vector<TimestampVerdict>& timestamps, Conclusion& conclusion);

}  // namespace mohur::signing::rules
