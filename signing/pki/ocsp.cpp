// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/ocsp.h"

#include "signing/crypto/hash.h"
#include "signing/pki/certificate_internal.h"
#include "signing/pki/ocsp_internal.h"

#include <algorithm>

namespace mohur::signing {
namespace {

// Digests that responders and clients use in CertIDs; a broken one could name two issuers.
bool may_name(DigestAlgorithm algorithm) noexcept {
    return algorithm == DigestAlgorithm::sha1 || algorithm == DigestAlgorithm::sha256 ||
           algorithm == DigestAlgorithm::sha384 || algorithm == DigestAlgorithm::sha512;
}

// Of several answers on one certificate the one that revokes counts, then the youngest.
bool outweighs(const StatusEntry& a, const StatusEntry& b) noexcept {
    const bool a_revokes = a.status == CertificateStatus::revoked;
    const bool b_revokes = b.status == CertificateStatus::revoked;
    return a_revokes != b_revokes ? a_revokes : a.this_update > b.this_update;
}

}  // namespace

bool CertId::names(const Certificate& subject, const Certificate& issuer) const {
    if (!algorithm.has_value() || !may_name(*algorithm) || serial != subject.serial()) {
        return false;
    }
    // RFC 6960 4.1.1: the name is hashed as it stands in the certificate that is asked about.
    return issuer_name_hash == digest_of(*algorithm, subject.issuer().der).value &&
           issuer_key_hash == digest_of(*algorithm, issuer.state().public_key_bits).value;
}

bool OcspResponse::State::is_responder(const Certificate& certificate) const {
    if (responder_name.has_value()) {
        return responder_name->matches(certificate.subject());
    }
    const Bytes& key = certificate.state().public_key_bits;
    return responder_key_hash == digest_of(DigestAlgorithm::sha1, key).value;
}

const Bytes& OcspResponse::der() const noexcept {
    return state_->der;
}
const Bytes& OcspResponse::basic_der() const noexcept {
    return state_->basic.der;
}
Time OcspResponse::produced_at() const noexcept {
    return state_->produced_at;
}
const std::vector<Certificate>& OcspResponse::certificates() const noexcept {
    return state_->certificates;
}
const std::optional<Bytes>& OcspResponse::nonce() const noexcept {
    return state_->nonce;
}
const std::optional<SignatureAlgorithm>& OcspResponse::signature_algorithm() const noexcept {
    return state_->basic.algorithm;
}

std::optional<StatusEntry> OcspResponse::status_of(const Certificate& subject,
                                                   const Certificate& issuer) const {
    std::optional<StatusEntry> best;
    for (const auto& single : state_->singles) {
        if (single.id.names(subject, issuer) &&
            (!best.has_value() || outweighs(single.entry, *best))) {
            best = single.entry;
        }
    }
    return best;
}

std::vector<Certificate> OcspResponse::signers(const Certificate& issuer,
                                               const std::vector<Certificate>& candidates,
                                               VerifiedSignatures* verified) const {
    std::vector<Certificate> out;
    const auto consider = [&](const Certificate& candidate) {
        if (state_->is_responder(candidate) && std::ranges::find(out, candidate) == out.end() &&
            state_->basic.signed_by(candidate.public_key(), verified)) {
            out.push_back(candidate);
        }
    };
    consider(issuer);
    std::ranges::for_each(state_->certificates, consider);
    std::ranges::for_each(candidates, consider);
    return out;
}

std::optional<Certificate> OcspResponse::signer(const Certificate& issuer,
                                                const std::vector<Certificate>& candidates) const {
    const auto all = signers(issuer, candidates);
    return all.empty() ? std::nullopt : std::optional{all.front()};
}

}  // namespace mohur::signing
