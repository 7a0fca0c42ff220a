// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/self_check_internal.h"

#include "signing/creation/request_check_internal.h"
#include "signing/validation/validator.h"

#include <algorithm>

namespace mohur::signing {
namespace {

Error not_valid(std::string detail) {
    return Error::integrity("result-not-valid", std::move(detail));
}

std::string family_of(CreationFormat format) {
    switch (format) {
        case CreationFormat::pades: return "PAdES";
        case CreationFormat::cades_attached:
        case CreationFormat::cades_detached:
        case CreationFormat::cades_counter:
        case CreationFormat::asic_e_cades:
        case CreationFormat::asic_s_cades: return "CAdES";
        default: return "XAdES";
    }
}

std::string codes_of(const std::vector<Finding>& findings) {
    std::string codes;
    for (const auto& finding : findings) {
        codes += " " + finding.code;
    }
    return codes;
}

Result<FileFacts> read_result(std::shared_ptr<const ByteSource> result,
                              const ReadOptions& options) {
    auto facts = read_file(std::move(result), options);
    return facts ? std::move(facts) : not_valid(facts.error().reason + " " + facts.error().detail);
}

Result<void> check_intact(const SignatureFacts& signature) {
    if (!signature.intact()) {
        return not_valid("not intact:" + codes_of(signature.errors));
    }
    const auto broken = std::ranges::find_if_not(signature.timestamps, &TimestampFacts::intact);
    return broken == signature.timestamps.end()
               ? Result<void>{}
               : Result<void>{not_valid("timestamp not intact:" + codes_of(broken->errors))};
}

Result<void> check_facts(const SigningRequest& request, const SignatureFacts& signature) {
    MOHUR_TRY_VOID(check_intact(signature));
    if (!signature.signing_certificate || !(*signature.signing_certificate == request.signer)) {
        return not_valid("another signer");
    }
    const auto expected =
        family_of(request.format) + "-BASELINE-" + std::string{to_string(request.level)};
    return signature.format == expected ? Result<void>{}
                                        : Result<void>{not_valid("format " + signature.format)};
}

/// Nothing that was whole may break. Signatures and tokens keep their order: a PDF's by revision, a
/// SignedData's by SignerInfo, a container's by entry; what is new comes last.
Result<void> check_others(const FileFacts& before, const FileFacts& after) {
    for (std::size_t i = 0; i < before.signatures.size(); ++i) {
        const auto& now = after.signatures[i];
        if (before.signatures[i].intact() && !now.intact()) {
            return not_valid("an earlier signature broke:" + codes_of(now.errors));
        }
        for (std::size_t t = 0; t < before.signatures[i].timestamps.size(); ++t) {
            const auto& token = before.signatures[i].timestamps[t];
            const auto same =
                std::ranges::find(now.timestamps, token.encoding, &TimestampFacts::encoding);
            if (token.intact && (same == now.timestamps.end() || !same->intact)) {
                return not_valid("an earlier timestamp broke");
            }
        }
    }
    const auto whole = [](const FileFacts& facts) {
        return std::ranges::count_if(facts.timestamps, &TimestampFacts::intact);
    };
    return whole(after) >= whole(before) ? Result<void>{}
                                         : Result<void>{not_valid("an earlier token broke")};
}

/// A document time-stamp makes T of every signature before it; not every format has a name for it.
bool reaches(const FileFacts& file, const SignatureFacts& signature, SignatureLevel wanted) {
    const auto level = level_of_format(signature.format);
    const auto stamps = [&](const TimestampFacts& token) {
        return token.type == TimestampType::document && token.intact &&
               std::ranges::find(token.covers, signature.id) != token.covers.end();
    };
    return (level && *level >= wanted) ||
           (level && wanted == SignatureLevel::T && std::ranges::any_of(file.timestamps, stamps));
}

/// EN 319 102-1 clause 5.3 and 5.5 over the file alone. What the policies that signers chose ask
/// for is for whoever has them to check (clause 5.2.4.4).
FileVerdict judge(FileFacts facts, const SelfCheck& by) {
    for (auto& signature : facts.signatures) {
        signature.signature_policy_id.reset();
    }
    ValidationContext context;
    context.anchors = by.anchors;
    context.validation_time = by.now;
    return validate(facts, context);
}

std::string text_of(const SignatureVerdict& verdict) {
    return std::string{to_string(verdict.indication)} +
           (verdict.sub_indication ? " " + std::string{to_string(*verdict.sub_indication)} : "") +
           codes_of(verdict.errors);
}

Result<void> check_verdict(const SignatureVerdict& verdict, bool must_pass) {
    const bool passed = verdict.indication == Indication::TOTAL_PASSED;
    const bool failed = verdict.indication == Indication::TOTAL_FAILED;
    return (must_pass ? passed : !failed) ? Result<void>{}
                                          : Result<void>{not_valid(text_of(verdict))};
}

/// The archive timestamps of a container are its own, not the signature's.
Result<void> check_container_tokens(const FileFacts& after) {
    const auto broken = std::ranges::find_if_not(after.timestamps, &TimestampFacts::intact);
    return broken == after.timestamps.end()
               ? Result<void>{}
               : Result<void>{not_valid("token not intact:" + codes_of(broken->errors))};
}

/// The last counter-signature by the signer of the request; null when there is none.
const SignatureVerdict* counter_by(const SigningRequest& request,
                                   const std::vector<SignatureVerdict>& counters) {
    const auto found = std::find_if(counters.rbegin(), counters.rend(), [&](const auto& counter) {
        const auto& certificate = counter.facts.signing_certificate;
        return certificate && *certificate == request.signer;
    });
    return found == counters.rend() ? nullptr : &*found;
}

/// No top-level signature more, and one counter-signature more below the chosen one.
Result<void> check_countersigned(const SigningRequest& request, const FileFacts& before,
                                 const FileFacts& after, const SelfCheck& by) {
    if (after.signatures.size() != before.signatures.size()) {
        return not_valid(std::to_string(after.signatures.size()) + " signatures");
    }
    MOHUR_TRY_VOID(check_others(before, after));
    MOHUR_TRY(const auto position, countersigned_position(request, after.signatures));
    const auto verdict = judge(after, by).signatures[position];
    const auto* counter = counter_by(request, verdict.counter_signatures);
    if (counter == nullptr || verdict.counter_signatures.size() !=
                                  before.signatures[position].counter_signatures.size() + 1) {
        return not_valid("no counter-signature");
    }
    MOHUR_TRY_VOID(check_facts(request, counter->facts));
    return check_verdict(*counter, false);
}

}  // namespace

Result<void> check_signed(const SigningRequest& request, const FileFacts& before,
                          std::shared_ptr<const ByteSource> result, const SelfCheck& by) {
    MOHUR_TRY(const auto after, read_result(std::move(result), read_options(request)));
    if (is_counter_signature(request.format)) {
        return check_countersigned(request, before, after, by);
    }
    if (after.signatures.size() != before.signatures.size() + 1) {
        return not_valid(std::to_string(after.signatures.size()) + " signatures");
    }
    MOHUR_TRY_VOID(check_facts(request, after.signatures.back()));
    MOHUR_TRY_VOID(check_others(before, after));
    if (request.level == SignatureLevel::LTA) {
        MOHUR_TRY_VOID(check_container_tokens(after));
    }
    return check_verdict(judge(after, by).signatures.back(), request.level >= SignatureLevel::LT);
}

Result<void> check_extended(const ExtensionParts& parts, std::shared_ptr<const ByteSource> result,
                            const SelfCheck& by) {
    MOHUR_TRY(const auto after, read_result(std::move(result), read_options(parts.request)));
    if (after.signatures.size() != parts.before.signatures.size()) {
        return not_valid(std::to_string(after.signatures.size()) + " signatures");
    }
    MOHUR_TRY_VOID(check_others(parts.before, after));
    for (const auto i : parts.chosen) {
        MOHUR_TRY_VOID(check_intact(after.signatures[i]));
        if (!reaches(after, after.signatures[i], parts.request.level)) {
            return not_valid("format " + after.signatures[i].format);
        }
    }
    if (parts.request.level == SignatureLevel::LTA) {
        MOHUR_TRY_VOID(check_container_tokens(after));
    }
    if (parts.chosen.empty() && after.timestamps.size() != parts.before.timestamps.size() + 1) {
        return not_valid(std::to_string(after.timestamps.size()) + " tokens");
    }
    const auto was = judge(parts.before, by);
    const auto is = judge(after, by);
    for (std::size_t i = 0; i < is.signatures.size(); ++i) {
        const bool passed = was.signatures[i].indication == Indication::TOTAL_PASSED;
        const bool failed = was.signatures[i].indication == Indication::TOTAL_FAILED;
        if (!failed) {
            MOHUR_TRY_VOID(check_verdict(is.signatures[i], passed));
        }
    }
    return {};
}

Result<void> check_stamped(const TimestampRequest& request,
                           std::shared_ptr<const ByteSource> result) {
    ReadOptions options;
    options.limits = request.limits;
    MOHUR_TRY(const auto after, read_result(std::move(result), options));
    if (after.timestamps.size() != 1 || !after.signatures.empty()) {
        return not_valid(std::to_string(after.timestamps.size()) + " tokens");
    }
    return check_container_tokens(after);
}

}  // namespace mohur::signing
