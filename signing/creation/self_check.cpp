// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/self_check_internal.h"

#include "signing/validation/validator.h"

#include <algorithm>

namespace mohur::signing {
namespace {

Error not_valid(std::string detail) {
    return Error::integrity("result-not-valid", std::move(detail));
}

std::string expected_format(const SigningRequest& request) {
    const std::string family = request.format == CreationFormat::pades ? "PAdES" : "XAdES";
    switch (request.level) {
        case SignatureLevel::B: return family + "-BASELINE-B";
        case SignatureLevel::T: return family + "-BASELINE-T";
        case SignatureLevel::LT: break;
    }
    return family + "-BASELINE-LT";
}

std::string codes_of(const std::vector<Finding>& findings) {
    std::string codes;
    for (const auto& finding : findings) {
        codes += " " + finding.code;
    }
    return codes;
}

Result<void> check_facts(const SigningRequest& request, const SignatureFacts& signature) {
    if (!signature.intact()) {
        return not_valid("not intact:" + codes_of(signature.errors));
    }
    if (!signature.signing_certificate || !(*signature.signing_certificate == request.signer)) {
        return not_valid("another signer");
    }
    if (signature.format != expected_format(request)) {
        return not_valid("format " + signature.format);
    }
    if (!std::ranges::all_of(signature.timestamps, &TimestampFacts::intact)) {
        return not_valid("timestamp not intact");
    }
    return {};
}

/// Signatures keep their order: a PDF's by revision, a container's by entry.
Result<void> check_others(const FileFacts& before, const FileFacts& after) {
    for (std::size_t i = 0; i < before.signatures.size(); ++i) {
        if (before.signatures[i].intact() && !after.signatures[i].intact()) {
            return not_valid("an earlier signature broke:" + codes_of(after.signatures[i].errors));
        }
    }
    return {};
}

/// EN 319 102-1 clause 5.3 and 5.5 over the file alone.
Result<void> check_verdict(const SigningRequest& request, const FileFacts& facts,
                           const TrustAnchors& anchors, Time now) {
    ValidationContext context;
    context.anchors = anchors;
    context.validation_time = now;
    const auto verdict = validate(facts, context);
    const auto& signature = verdict.signatures.back();
    const bool passed = signature.indication == Indication::TOTAL_PASSED;
    const bool failed = signature.indication == Indication::TOTAL_FAILED;
    if (request.level == SignatureLevel::LT ? passed : !failed) {
        return {};
    }
    return not_valid(
        std::string{to_string(signature.indication)} +
        (signature.sub_indication ? " " + std::string{to_string(*signature.sub_indication)} : "") +
        codes_of(signature.errors));
}

}  // namespace

Result<void> check_result(const SigningRequest& request, const FileFacts& before,
                          std::shared_ptr<const ByteSource> result, const TrustAnchors& anchors,
                          Time now) {
    ReadOptions options;
    options.limits = request.limits;
    const auto after = read_file(std::move(result), options);
    if (!after) {
        return not_valid(after.error().reason + " " + after.error().detail);
    }
    if (after->signatures.size() != before.signatures.size() + 1) {
        return not_valid(std::to_string(after->signatures.size()) + " signatures");
    }
    MOHUR_TRY_VOID(check_facts(request, after->signatures.back()));
    MOHUR_TRY_VOID(check_others(before, *after));
    return check_verdict(request, *after, anchors, now);
}

}  // namespace mohur::signing
