// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/path_builder.h"

#include "signing/pki/name_internal.h"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>
#include <utility>

namespace mohur::signing {
namespace {

// Many certificates under one name make the number of paths, and of verifications, explode; honest
// material needs a handful of each.
constexpr std::size_t kMaxVerifications = 256;
constexpr std::size_t kMaxOpenPaths = 1'024;

/// Breadth first, so that shorter paths are found first.
class PathSearch {
public:
    PathSearch(const std::vector<Certificate>& candidates, const TrustAnchors& anchors,
               VerifiedSignatures* verified)
        : anchors_{anchors}, memory_{verified} {
        std::ranges::for_each(anchors.all(), [&](const auto& anchor) { add(anchor); });
        std::ranges::for_each(candidates, [&](const auto& candidate) { add(candidate); });
    }

    std::vector<CertificatePath> run(const Certificate& subject, std::size_t max_length,
                                     std::size_t max_paths) {
        std::vector<CertificatePath> found;
        open_.push_back({subject});
        while (!open_.empty() && found.size() < max_paths) {
            CertificatePath path = std::move(open_.front());
            open_.pop_front();
            if (anchors_.contains(path.back())) {
                found.push_back(std::move(path));
            } else if (path.size() < max_length) {
                extend(path);
            }
        }
        return found;
    }

private:
    void add(const Certificate& certificate) {
        auto& namesakes = by_subject_[matching_key(certificate.subject())];
        if (std::ranges::find(namesakes, certificate) == namesakes.end()) {
            namesakes.push_back(certificate);
        }
    }

    void extend(const CertificatePath& path) {
        const auto issuers = by_subject_.find(matching_key(path.back().issuer()));
        if (issuers == by_subject_.end()) {
            return;
        }
        for (const auto& issuer : issuers->second) {
            if (open_.size() < kMaxOpenPaths && !repeats(path, issuer) &&
                verified(path.back(), issuer)) {
                CertificatePath longer = path;
                longer.push_back(issuer);
                open_.push_back(std::move(longer));
            }
        }
    }

    // RFC 5280 6.1: a certificate does not occur twice; nor does an authority under two
    // certificates of one key, or cross-certificates would lead in circles.
    static bool repeats(const CertificatePath& path, const Certificate& next) {
        return std::ranges::any_of(path, [&](const Certificate& passed) {
            return passed == next || (passed.public_key() == next.public_key() &&
                                      passed.subject().matches(next.subject()));
        });
    }

    bool verified(const Certificate& subject, const Certificate& issuer) {
        const auto key = std::pair{subject.sha256().value, issuer.sha256().value};
        const auto known = verified_.find(key);
        if (known != verified_.end()) {
            return known->second;
        }
        return verified_.size() < kMaxVerifications &&
               verified_.emplace(key, subject.signed_by(issuer, memory_)).first->second;
    }

    const TrustAnchors& anchors_;
    VerifiedSignatures* memory_;
    std::unordered_map<std::string, std::vector<Certificate>> by_subject_;
    std::map<std::pair<Bytes, Bytes>, bool> verified_;
    std::deque<CertificatePath> open_;
};

}  // namespace

std::vector<CertificatePath> build_paths(const Certificate& subject,
                                         const std::vector<Certificate>& candidates,
                                         const TrustAnchors& anchors, VerifiedSignatures* verified,
                                         std::size_t max_length, std::size_t max_paths) {
    return PathSearch{candidates, anchors, verified}.run(subject, max_length, max_paths);
}

}  // namespace mohur::signing
