// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "signing/model/facts.h"
#include "signing/model/indication.h"
#include "signing/pki/revocation_source.h"
#include "signing/pki/trust_anchors.h"
#include "signing/trust/trusted_services.h"
#include "signing/validation/policy.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

/// The verdict on one time-stamp token (EN 319 102-1 clause 5.4): PASSED, FAILED or INDETERMINATE.
struct TimestampVerdict {
    TimestampFacts facts;
    Indication indication = Indication::INDETERMINATE;
    std::optional<SubIndication> sub_indication;
    std::vector<Certificate> chain;  ///< TSA first, anchor last; empty if none was found
    std::vector<Finding> errors;
    std::vector<Finding> warnings;
};

/// The verdict on one evidence record (EN 319 102-1 clause 5.6.2.3.4 step 2).
struct EvidenceRecordVerdict {
    EvidenceRecordFacts facts;
    Indication indication = Indication::INDETERMINATE;
    std::optional<SubIndication> sub_indication;
    std::vector<TimestampVerdict> timestamps;
    std::vector<Finding> errors;
};

/// The verdict on one signature (EN 319 102-1 clause 5.1.3): TOTAL-PASSED, TOTAL-FAILED or
/// INDETERMINATE.
struct SignatureVerdict {
    SignatureFacts facts;
    Indication indication = Indication::INDETERMINATE;
    std::optional<SubIndication> sub_indication;
    std::optional<Time> best_signature_time;
    std::vector<Certificate> chain;  ///< signer first, anchor last; empty if none was found
    std::vector<TimestampVerdict> timestamps;
    std::vector<SignatureVerdict> counter_signatures;
    std::vector<Finding> errors;
    std::vector<Finding> warnings;
};

/// The verdict on one file. Immutable value; JSON shape in docs/verdict.schema.json.
struct FileVerdict {
    std::optional<ContainerKind> container;
    Time validation_time{};
    bool hypothetical = false;
    std::string policy;
    std::vector<SignatureVerdict> signatures;
    std::vector<TimestampVerdict> timestamps;
    std::vector<EvidenceRecordVerdict> evidence_records;
    std::vector<Finding> errors;
    std::vector<Finding> warnings;

    /// 0: every signature passed (or, where there is none, every timestamp and evidence record).
    /// 1: one did not, or one stands in the file that cannot be decoded. 2: there was nothing to
    /// judge.
    [[nodiscard]] int exit_code() const noexcept;
};

[[nodiscard]] Json to_json(const FileVerdict& verdict);

/// What is judged against. Borrowed parts must outlive the call.
struct ValidationContext {
    TrustAnchors anchors;
    trust::TrustedServices services{};  ///< of trusted lists; their identities are anchors too
    std::vector<Certificate> extra_certificates{};  ///< untrusted candidates for paths
    RevocationSource* revocation = nullptr;         ///< null: only embedded and given material
    VerifiedSignatures* verified = nullptr;         ///< null: nothing is remembered between runs
    Time validation_time{};
    bool hypothetical = false;  ///< `validation_time` was chosen, and younger material is ignored
    ValidationPolicy policy = ValidationPolicy::strict();
};

/// Judges what was read, by EN 319 102-1 clause 5. Never fails: what cannot be judged is
/// INDETERMINATE with its reason.
[[nodiscard]] FileVerdict validate(const FileFacts& facts, const ValidationContext& context);

/// The verdict on a file that `read_file` refused: nothing identified, exit code 2.
[[nodiscard]] FileVerdict verdict_of(const Error& error, const ValidationContext& context);

/// Detects the format by content and reads every signature, timestamp and data file in it.
/// Errors (exit 2): not parseable, DOCTYPE, zip rules broken, a limit hit, nothing to validate.
[[nodiscard]] Result<FileFacts> read_file(std::shared_ptr<const ByteSource> file,
                                          const ReadOptions& options);

}  // namespace mohur::signing
