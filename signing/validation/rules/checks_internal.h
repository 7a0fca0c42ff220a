// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/path_builder.h"
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

/// Every issuer of the path may issue: basicConstraints, keyUsage, pathLenConstraint (RFC 5280
/// clause 6.1.4).
void check_issuers(const CertificatePath& path, Conclusion& conclusion);

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
