// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/validation/conclusion_internal.h"
#include "signing/validation/session_internal.h"

#include <functional>
#include <optional>

/// The building blocks of EN 319 102-1 clause 5.2, each in a file of its own.
namespace mohur::signing {

/// Findings of a reader that are a constraint of format checking decide like one; the others are
/// kept until `report_findings`, since a later block draws the same conclusion from the facts.
void judge_findings(const std::vector<Finding>& findings, Conclusion& conclusion);
/// Adds what no block has said yet.
void report_findings(const std::vector<Finding>& errors, const std::vector<Finding>& warnings,
                     Conclusion& conclusion);

/// Clause 5.2.2: format checking.
[[nodiscard]] Conclusion check_format(const SignatureFacts& facts, const ValidationPolicy& policy);

/// Clause 5.2.3: identification of the signing certificate.
[[nodiscard]] Conclusion identify_signing_certificate(const SignatureFacts& facts,
                                                      const ValidationPolicy& policy);

/// Clause 5.2.4: validation context initialisation.
[[nodiscard]] Conclusion initialise_context(const SignatureFacts& facts,
                                            const ValidationPolicy& policy);

/// What a certificate is used for.
enum class Purpose { signature, timestamp };

/// Clause 5.2.6: X.509 certificate validation.
struct CertificateConclusion {
    Conclusion conclusion;
    CertificatePath path;                   ///< subject first; empty if none leads to an anchor
    std::optional<Time> revocation_time{};  ///< of the subject, when it is revoked
};
/// Judges `subject` as of `at`, by the best of its paths: revocation that took effect later, and
/// expiry after `at`, do not count. Status answers must be fresh at `used`, the moment for which
/// the certificate's status matters: that of the time-stamp for an authority, else `at` itself.
[[nodiscard]] CertificateConclusion validate_certificate(const Certificate& subject,
                                                         Purpose purpose, Time at, Session& session,
                                                         std::optional<Time> used = std::nullopt);

/// Clause 5.2.7: cryptographic verification.
[[nodiscard]] Conclusion verify_cryptographically(const SignatureFacts& facts,
                                                  const ValidationPolicy& policy);

/// Clause 5.2.8: signature acceptance validation, with algorithms judged as of `at`.
[[nodiscard]] Conclusion accept_signature(const SignatureFacts& facts, Time at,
                                          const ValidationPolicy& policy);

/// Clause 5.6.2.2.4, validation time sliding: the latest moment at which all of `path` was in force
/// as far as the answers at hand, and the proofs of their existence, can tell; nothing where they
/// prove too little. Answers must be fresh at `used`, else they count for their own time only.
[[nodiscard]] std::optional<Time> slide_validation_time(const CertificatePath& path,
                                                        Purpose purpose, Time used,
                                                        Session& session);
/// Clause 5.6.2.1, past certificate validation: what existed at `existed` did so while all of
/// `path` was in force. That the path is good as of then is `validate_certificate`'s to say.
[[nodiscard]] bool past_certificate_valid(const CertificatePath& path, Purpose purpose, Time used,
                                          Time existed, Session& session);
/// Clause 5.6.2.4: a proof of existence may still turn a result of this kind.
[[nodiscard]] bool past_validation_may_help(std::optional<SubIndication> sub_indication);

/// Clause 5.4 and, where that leaves the answer open, clause 5.6.2.4: time-stamp validation. What
/// stands in the token existed when the token did.
[[nodiscard]] TimestampVerdict validate_timestamp(const TimestampFacts& facts, Session& session);

/// The blocks of clause 5.3 put together: what does not depend on a moment, and what does.
struct BasicConclusion {
    Conclusion conclusion;  ///< of all blocks, in the order of clause 5.3.4
    Conclusion timeless;    ///< format, certificate, context, cryptography
    CertificatePath path;
    std::optional<Time> revocation_time{};
};
/// Clause 5.3: basic signature validation as of `at`.
[[nodiscard]] BasicConclusion validate_basic(const SignatureFacts& facts, Time at,
                                             Session& session);

/// Several tokens, the youngest first, since each proves what it covers (clause 5.6.3.4 step 4);
/// the verdicts stand in the order of the tokens. `proven` is told of each that passed.
[[nodiscard]] std::vector<TimestampVerdict> validate_timestamps(
    const std::vector<TimestampFacts>& tokens, Session& session,
    const std::function<void(const TimestampVerdict&)>& proven);

/// Clause 5.6.2.3.4 step 2, RFC 4998 clause 5.3, RFC 6283 clause 4.3: one evidence record; the last
/// time-stamp as of now, each other as of the next one.
[[nodiscard]] EvidenceRecordVerdict validate_evidence_record(const EvidenceRecordFacts& facts,
                                                             Session& session);

/// Clauses 5.5 and 5.3.4: the whole process for one signature and its counter-signatures.
/// `covering` are the top-level time-stamps of the file, already judged.
[[nodiscard]] SignatureVerdict validate_signature(const SignatureFacts& facts,
                                                  const std::vector<TimestampVerdict>& covering,
                                                  Session& session);

}  // namespace mohur::signing
