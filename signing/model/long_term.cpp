// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/model/long_term.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::size_t kMaxChain = 10;

struct Material {
    std::vector<const Certificate*> certificates;
    std::vector<const OcspResponse*> ocsp_responses;
    std::vector<const Crl*> crls;
    VerifiedSignatures* verified = nullptr;

    [[nodiscard]] bool has_answers() const { return !ocsp_responses.empty() || !crls.empty(); }
};

template <class Holder>
void add(Material& material, const Holder& holder) {
    for (const auto& certificate : holder.certificates) {
        material.certificates.push_back(&certificate);
    }
    for (const auto& response : holder.ocsp_responses) {
        material.ocsp_responses.push_back(&response);
    }
    for (const auto& crl : holder.crls) {
        material.crls.push_back(&crl);
    }
}

Material material_of(const SignatureFacts& facts, VerifiedSignatures* verified) {
    Material material;
    material.verified = verified;
    add(material, facts);
    for (const auto& timestamp : facts.timestamps) {
        add(material, timestamp);
    }
    return material;
}

const Certificate* issuer_of(const Certificate& subject, const Material& material) {
    const auto found = std::ranges::find_if(material.certificates, [&](const Certificate* other) {
        return subject.issuer().matches(other->subject()) &&
               subject.signed_by(*other, material.verified);
    });
    return found == material.certificates.end() ? nullptr : *found;
}

bool has_status(const Certificate& subject, const Certificate& issuer, const Material& material) {
    return std::ranges::any_of(material.ocsp_responses,
                               [&](const OcspResponse* response) {
                                   return response->status_of(subject, issuer).has_value();
                               }) ||
           std::ranges::any_of(material.crls,
                               [&](const Crl* crl) { return crl->status_of(subject).has_value(); });
}

bool is_covered(const Certificate& leaf, const Material& material) {
    const Certificate* subject = &leaf;
    for (std::size_t i = 0; i < kMaxChain; ++i) {
        if (subject->has_ocsp_nocheck() ||
            (subject->self_issued() && subject->signed_by(*subject, material.verified))) {
            return true;
        }
        const Certificate* issuer = issuer_of(*subject, material);
        if (issuer == nullptr) {
            return subject != &leaf;
        }
        if (!has_status(*subject, *issuer, material)) {
            return false;
        }
        subject = issuer;
    }
    return false;
}

const TimestampFacts* last_archive(const std::vector<TimestampFacts>& timestamps) {
    const TimestampFacts* last = nullptr;
    for (const auto& timestamp : timestamps) {
        if (timestamp.type != TimestampType::archive) {
            continue;
        }
        if (last == nullptr || timestamp.time >= last->time) {
            last = &timestamp;
        }
    }
    return last;
}

}  // namespace

bool has_signing_certificate_status(const SignatureFacts& facts, VerifiedSignatures* verified) {
    if (!facts.signing_certificate) {
        return false;
    }
    const Material material = material_of(facts, verified);
    const Certificate* issuer = issuer_of(*facts.signing_certificate, material);
    return issuer != nullptr && has_status(*facts.signing_certificate, *issuer, material);
}

bool has_long_term_material(const SignatureFacts& facts, VerifiedSignatures* verified) {
    const Material material = material_of(facts, verified);
    if (!facts.signing_certificate || !material.has_answers() ||
        !is_covered(*facts.signing_certificate, material)) {
        return false;
    }
    const TimestampFacts* last = last_archive(facts.timestamps);
    return std::ranges::all_of(facts.timestamps, [&](const TimestampFacts& timestamp) {
        return &timestamp == last || !timestamp.tsa || is_covered(*timestamp.tsa, material);
    });
}

}  // namespace mohur::signing
