// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/material_internal.h"

#include "signing/pki/revocation_check.h"

#include <algorithm>
#include <chrono>

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

template <class Item>
bool contains(const std::vector<Item>& items, const Item& item) {
    return std::ranges::find(items, item) != items.end();
}

/// `used_at`: when the certificate was used, where a proof of that is at hand.
Result<void> check_status(const StatusEntry& entry, const Certificate& subject,
                          std::optional<Time> used_at) {
    if (entry.status == CertificateStatus::good) {
        return {};
    }
    if (entry.status == CertificateStatus::unknown) {
        return Error::unavailable("revocation-unavailable", "unknown");
    }
    if (used_at && !revoked_at(entry, *used_at)) {
        return {};
    }
    if (subject.is_ca()) {
        return Error::denied("ca-certificate-revoked");
    }
    const bool hold = entry.reason == RevocationReason::certificate_hold;
    return Error::denied(hold ? "certificate-on-hold" : "certificate-revoked");
}

/// As RevocationSource has it: the moment of an answer has seconds.
bool is_young_enough(Time said_at, std::optional<Time> used_at) {
    return !used_at || said_at >= std::chrono::floor<std::chrono::seconds>(*used_at);
}

}  // namespace

CertificatePath MaterialCollector::path(const Certificate& subject,
                                        std::vector<Certificate> candidates) {
    candidates.insert(candidates.end(), present_.certificates.begin(), present_.certificates.end());
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

Result<void> MaterialCollector::add(const CertificatePath& path, Time used_at) {
    for (const auto& certificate : path) {
        add_certificate(certificate);
    }
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (anchors_.contains(path[i])) {
            break;
        }
        MOHUR_TRY_VOID(
            add_status(path[i], path[i + 1], i == 0 ? std::optional{used_at} : std::nullopt, 0));
    }
    return {};
}

Result<void> MaterialCollector::add_status(const Certificate& subject, const Certificate& issuer,
                                           std::optional<Time> used_at, int depth) {
    if (depth > kMaxResponderDepth) {
        return Error::unavailable("revocation-unavailable", "responder chain");
    }
    if (contains(answered_, subject)) {
        return {};
    }
    if (has_present_answer(subject, issuer, used_at, depth)) {
        answered_.push_back(subject);
        return {};
    }
    MOHUR_TRY(const auto answer, revocation_.fetch(subject, issuer, used_at));
    answered_.push_back(subject);
    if (answer.ocsp) {
        return add_ocsp(*answer.ocsp, subject, issuer, used_at, depth);
    }
    if (!answer.crl) {
        return Error::unavailable("revocation-unavailable");
    }
    MOHUR_TRY(const auto accepted, accept_crl(*answer.crl, subject, issuer, std::nullopt));
    MOHUR_TRY_VOID(check_status(accepted.entry, subject, used_at));
    add_once(material_.crls, *answer.crl);
    return {};
}

Result<void> MaterialCollector::add_ocsp(const OcspResponse& response, const Certificate& subject,
                                         const Certificate& issuer, std::optional<Time> used_at,
                                         int depth) {
    MOHUR_TRY(const auto accepted, accept_ocsp(response, subject, issuer, {}, std::nullopt));
    MOHUR_TRY_VOID(check_status(accepted.entry, subject, used_at));
    add_once(material_.ocsp, response);
    return add_responder(accepted.signer, issuer, depth);
}

Result<void> MaterialCollector::add_responder(const Certificate& responder,
                                              const Certificate& issuer, int depth) {
    add_certificate(responder);
    if (responder == issuer || responder.has_ocsp_nocheck()) {
        return {};
    }  // RFC 6960 4.2.2.2.1
    return add_status(responder, issuer, std::nullopt, depth + 1);
}

/// An answer in the file that would have been accepted from the network. One that says "revoked" is
/// not decisive: a later one can say since when, or that a suspension ended.
bool MaterialCollector::has_present_answer(const Certificate& subject, const Certificate& issuer,
                                           std::optional<Time> used_at, int depth) {
    const auto suits = [&](const Result<AcceptedStatus>& accepted, Time said_at) {
        return accepted && is_young_enough(said_at, used_at) &&
               check_status(accepted->entry, subject, used_at);
    };
    for (const auto& response : present_.ocsp) {
        const auto accepted =
            accept_ocsp(response, subject, issuer, present_.certificates, std::nullopt);
        if (suits(accepted, response.produced_at()) &&
            add_responder(accepted->signer, issuer, depth)) {
            return true;
        }
    }
    return std::ranges::any_of(present_.crls, [&](const Crl& crl) {
        return suits(accept_crl(crl, subject, issuer, std::nullopt), crl.this_update());
    });
}

void MaterialCollector::add_certificate(const Certificate& certificate) {
    if (!contains(present_.certificates, certificate)) {
        add_once(material_.certificates, certificate);
    }
}

}  // namespace mohur::signing
