// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/validation/session_internal.h"

namespace mohur::signing {
namespace {

/// How many issuers are fetched one above the other (caIssuers) before a chain is given up.
constexpr int kMaxFetchedIssuers = 4;

Time horizon_of(const ValidationContext& context) {
    return context.hypothetical ? context.validation_time
                                : context.validation_time + context.policy.clock_skew();
}

TrustAnchors anchors_of(const ValidationContext& context) {
    const auto& listed = context.services.certificates();
    if (listed.empty()) {
        return context.anchors;
    }
    auto all = context.anchors.all();
    all.insert(all.end(), listed.begin(), listed.end());
    return TrustAnchors{std::move(all)};
}

}  // namespace

Session::Session(const FileFacts& facts, const ValidationContext& context)
    : context_{context},
      own_{context.verified == nullptr ? std::make_unique<VerifiedSignatures>() : nullptr},
      verified_{own_ ? own_.get() : context.verified},
      anchors_{anchors_of(context)},
      material_{collect_material(facts, context.extra_certificates)},
      revocations_{material_,           context.policy, context.revocation,
                   horizon_of(context), verified_,      context.services},
      proofs_{context.validation_time} {}

Time Session::horizon() const noexcept {
    return horizon_of(context_);
}

const trust::TrustedServices* Session::services_of(const Certificate& anchor) const {
    return context_.anchors.contains(anchor) ? nullptr : &context_.services;
}

std::vector<CertificatePath> Session::known_paths_of(const Certificate& subject) const {
    return build_paths(subject, material_.certificates, anchors_, verified_);
}

std::vector<CertificatePath> Session::paths_of(const Certificate& subject) {
    auto paths = known_paths_of(subject);
    if (context_.revocation == nullptr || anchors_.empty()) {
        return paths;
    }
    auto lowest = subject;
    for (int fetched = 0; paths.empty() && fetched < kMaxFetchedIssuers; ++fetched) {
        const auto issuers = context_.revocation->fetch_issuers(lowest);
        if (issuers.empty()) {
            break;
        }
        material_.certificates.insert(material_.certificates.end(), issuers.begin(), issuers.end());
        lowest = issuers.front();
        paths = known_paths_of(subject);
    }
    return paths;
}

}  // namespace mohur::signing
