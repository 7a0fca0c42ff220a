// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/material_internal.h"

#include "signing/pki/revocation_check.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr int kMaxFetchedIssuers = 5;
/// A responder's certificate may itself need an answer, whose responder may need one.
constexpr int kMaxResponderDepth = 3;

template <class Item>
void add_once(std::vector<Item>& to, const Item& item) {
    if (std::ranges::find(to, item) == to.end()) {
        to.push_back(item);
    }
}

Result<void> check_status(const StatusEntry& entry, const Certificate& subject) {
    if (entry.status == CertificateStatus::good) {
        return {};
    }
    if (entry.status == CertificateStatus::unknown) {
        return Error::unavailable("revocation-unavailable", "unknown");
    }
    if (subject.is_ca()) {
        return Error::denied("ca-certificate-revoked");
    }
    const bool hold = entry.reason == RevocationReason::certificate_hold;
    return Error::denied(hold ? "certificate-on-hold" : "certificate-revoked");
}

}  // namespace

CertificatePath MaterialCollector::path(const Certificate& subject,
                                        std::vector<Certificate> candidates) {
    Certificate top = subject;
    for (int fetched = 0;; ++fetched) {
        auto paths = build_paths(subject, candidates, anchors_);
        if (!paths.empty()) {
            return std::move(paths.front());
        }
        if (fetched == kMaxFetchedIssuers || top.self_issued()) {
            return {};
        }
        const auto issuer = std::ranges::find_if(
            candidates, [&](const Certificate& other) { return top.signed_by(other); });
        if (issuer != candidates.end()) {
            top = *issuer;
            continue;
        }
        auto found = revocation_.fetch_issuers(top);
        if (found.empty()) {
            return {};
        }
        top = found.front();
        candidates.insert(candidates.end(), found.begin(), found.end());
    }
}

Result<void> MaterialCollector::add(const CertificatePath& path, Time not_before) {
    for (const auto& certificate : path) {
        add_certificate(certificate);
    }
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (anchors_.contains(path[i])) {
            break;
        }
        MOHUR_TRY_VOID(
            add_status(path[i], path[i + 1], i == 0 ? std::optional{not_before} : std::nullopt, 0));
    }
    return {};
}

Result<void> MaterialCollector::add_status(const Certificate& subject, const Certificate& issuer,
                                           std::optional<Time> not_before, int depth) {
    if (depth > kMaxResponderDepth) {
        return Error::unavailable("revocation-unavailable", "responder chain");
    }
    if (std::ranges::find(answered_, subject) != answered_.end()) {
        return {};
    }
    MOHUR_TRY(const auto answer, revocation_.fetch(subject, issuer, not_before));
    answered_.push_back(subject);
    if (answer.ocsp) {
        return add_ocsp(*answer.ocsp, subject, issuer, depth);
    }
    if (!answer.crl) {
        return Error::unavailable("revocation-unavailable");
    }
    MOHUR_TRY(const auto accepted, accept_crl(*answer.crl, subject, issuer, std::nullopt));
    MOHUR_TRY_VOID(check_status(accepted.entry, subject));
    add_once(material_.crls, *answer.crl);
    return {};
}

Result<void> MaterialCollector::add_ocsp(const OcspResponse& response, const Certificate& subject,
                                         const Certificate& issuer, int depth) {
    MOHUR_TRY(const auto accepted, accept_ocsp(response, subject, issuer, {}, std::nullopt));
    MOHUR_TRY_VOID(check_status(accepted.entry, subject));
    add_once(material_.ocsp, response);
    add_certificate(accepted.signer);
    if (accepted.signer == issuer || accepted.signer.has_ocsp_nocheck()) {
        return {};
    }  // RFC 6960 4.2.2.2.1
    return add_status(accepted.signer, issuer, std::nullopt, depth + 1);
}

void MaterialCollector::add_certificate(const Certificate& certificate) {
    add_once(material_.certificates, certificate);
}

}  // namespace mohur::signing
