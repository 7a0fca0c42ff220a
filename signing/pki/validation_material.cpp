// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/validation_material.h"

#include "signing/pki/revocation_check.h"

#include <algorithm>

namespace mohur::signing {
namespace {

template <class Item>
void add_new(const Item& item, std::vector<Item>& to) {
    if (std::ranges::find(to, item) == to.end()) {
        to.push_back(item);
    }
}

bool better(const StatusEntry& fresh, const std::optional<StatusEntry>& known) {
    const auto revoked = [](const StatusEntry& entry) {
        return entry.status == CertificateStatus::revoked;
    };
    if (!known || revoked(fresh) != revoked(*known)) {
        return !known || revoked(fresh);
    }
    return fresh.this_update > known->this_update;
}

/// The best of the answers that `accept` takes.
template <class Answer, class Accept>
std::optional<Answer> best_of(const std::vector<Answer>& answers,
                              const std::optional<Time>& not_before, Accept accept) {
    std::optional<Answer> best;
    std::optional<StatusEntry> known;
    for (const auto& answer : answers) {
        const Result<AcceptedStatus> accepted = accept(answer);
        if (!accepted || accepted->entry.status == CertificateStatus::unknown ||
            (not_before && accepted->entry.this_update < *not_before) ||
            !better(accepted->entry, known)) {
            continue;
        }
        best = answer;
        known = accepted->entry;
    }
    return best;
}

}  // namespace

void ValidationMaterial::add(const Certificate& certificate) {
    add_new(certificate, certificates);
}

void ValidationMaterial::add(const OcspResponse& response) {
    add_new(response, ocsp_responses);
}

void ValidationMaterial::add(const Crl& list) {
    add_new(list, crls);
}

Result<RevocationMaterial> RecordingRevocationSource::fetch(const Certificate& subject,
                                                            const Certificate& issuer,
                                                            std::optional<Time> not_before) {
    auto material = source_.fetch(subject, issuer, not_before);
    if (material) {
        const std::lock_guard lock{mutex_};
        if (material->ocsp) {
            found_.add(*material->ocsp);
        }
        if (material->crl) {
            found_.add(*material->crl);
        }
    }
    return material;
}

std::vector<Certificate> RecordingRevocationSource::fetch_issuers(const Certificate& subject) {
    auto issuers = source_.fetch_issuers(subject);
    const std::lock_guard lock{mutex_};
    for (const auto& issuer : issuers) {
        found_.add(issuer);
    }
    return issuers;
}

ValidationMaterial RecordingRevocationSource::found() const {
    const std::lock_guard lock{mutex_};
    return found_;
}

Result<RevocationMaterial> StoredRevocationSource::fetch(const Certificate& subject,
                                                         const Certificate& issuer,
                                                         std::optional<Time> not_before) {
    RevocationMaterial material;
    material.ocsp = best_of(material_.ocsp_responses, not_before, [&](const OcspResponse& one) {
        return accept_ocsp(one, subject, issuer, material_.certificates, std::nullopt);
    });
    material.crl = best_of(material_.crls, not_before, [&](const Crl& one) {
        return accept_crl(one, subject, issuer, std::nullopt);
    });
    if (!material.ocsp && !material.crl) {
        return Error::unavailable("revocation-unavailable", "not in the stored material");
    }
    return material;
}

std::vector<Certificate> StoredRevocationSource::fetch_issuers(const Certificate& subject) {
    std::vector<Certificate> issuers;
    for (const auto& candidate : material_.certificates) {
        if (subject.signed_by(candidate)) {
            issuers.push_back(candidate);
        }
    }
    return issuers;
}

}  // namespace mohur::signing
