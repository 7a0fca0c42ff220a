// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/core/json.h"
#include "signing/model/facts.h"
#include "signing/model/indication.h"
#include "signing/pki/revocation_source.h"
#include "signing/pki/trust_anchors.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mohur::signing {

struct TimestampVerdict {
    TimestampFacts facts;
    Indication indication = Indication::INDETERMINATE;
    std::optional<SubIndication> sub_indication;
    std::vector<Finding> errors;
};

struct SignatureVerdict {
    SignatureFacts facts;
    Indication indication = Indication::INDETERMINATE;
    std::optional<SubIndication> sub_indication;
    std::optional<Time> best_signature_time;
    std::vector<Certificate> chain;
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
    std::vector<Finding> errors;

    /// 0, 1 or 2, as the command line contract says.
    [[nodiscard]] int exit_code() const noexcept;
};

[[nodiscard]] Json to_json(const FileVerdict& verdict);

/// What is judged against. Borrowed parts must outlive the call.
struct ValidationContext {
    TrustAnchors anchors;
    RevocationSource* revocation = nullptr;  ///< null: only embedded and given material
    Time validation_time{};
    bool hypothetical = false;
    std::string policy = "strict";           ///< strict | dss-like | archive | a policy file
};

/// Judges what was read, by EN 319 102-1 clause 5. Never fails: what cannot be judged is INDETERMINATE
/// with its reason.
[[nodiscard]] FileVerdict validate(const FileFacts& facts, const ValidationContext& context);

/// Detects the format by content and reads every signature, timestamp and data file in it.
/// Errors (exit 2): not parseable, DOCTYPE, zip rules broken, a limit hit, nothing to validate.
[[nodiscard]] Result<FileFacts> read_file(std::shared_ptr<const ByteSource> file, const ReadOptions& options);

}  // namespace mohur::signing
