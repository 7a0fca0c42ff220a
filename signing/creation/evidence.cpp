// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/evidence_internal.h"

namespace mohur::signing {

Evidence::Evidence(const TrustAnchors& anchors, RevocationSource& revocation,
                   TimestampClient* timestamps, std::vector<Certificate> candidates)
    : anchors_{anchors},
      revocation_{revocation},
      timestamps_{timestamps},
      candidates_{std::move(candidates)} {}

CertificatePath Evidence::path(MaterialCollector& collector, const EvidenceSubject& subject) const {
    auto candidates = subject.candidates;
    candidates.insert(candidates.end(), candidates_.begin(), candidates_.end());
    return collector.path(subject.certificate, std::move(candidates));
}

Result<TimestampToken> Evidence::stamp(const Digest& digest) {
    if (timestamps_ == nullptr) {
        return Error::unsupported("tsa-not-configured");
    }
    MOHUR_TRY(auto token, timestamps_->stamp(digest));
    const auto check = token.check({});
    if (!check.intact || !check.tsa) {
        return Error::integrity("tsa-signature");
    }
    EvidenceSubject authority{*check.tsa, token.signed_data().certificates(), token.time()};
    MaterialCollector collector{anchors_, revocation_};
    if (!anchors_.empty() && path(collector, authority).empty()) {
        return Error::integrity("tsa-untrusted");
    }
    stamped_.push_back(std::move(authority));
    return token;
}

Result<ValidationMaterial> Evidence::material(const std::vector<EvidenceSubject>& signers,
                                              const std::vector<EvidenceSubject>& authorities,
                                              ValidationMaterial present) {
    MaterialCollector collector{anchors_, revocation_, std::move(present)};
    for (const auto& signer : signers) {
        const auto chain = path(collector, signer);
        if (chain.empty()) {
            return Error::denied("no-trusted-chain");
        }
        MOHUR_TRY_VOID(collector.add(chain, signer.used_at));
    }
    for (const auto& authority : authorities) {
        MOHUR_TRY_VOID(add_authority(collector, authority));
    }
    for (const auto& authority : stamped_) {
        MOHUR_TRY_VOID(add_authority(collector, authority));
    }
    return collector.take();
}

Result<void> Evidence::add_authority(MaterialCollector& collector,
                                     const EvidenceSubject& authority) {
    const auto chain = path(collector, authority);
    if (chain.empty()) {
        return Error::integrity("tsa-untrusted");
    }
    const auto added = collector.add(chain, authority.used_at);
    if (added) {
        return {};
    }
    const bool revoked = added.error().code == ErrorCode::denied;
    return revoked ? Error::integrity("tsa-revoked", added.error().reason) : added.error();
}

}  // namespace mohur::signing
