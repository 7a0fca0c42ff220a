// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/cades/reader.h"
#include "signing/crypto/hash.h"

#include <algorithm>
#include <map>

namespace mohur::signing::cades {
namespace {

/// Hashes a source once for each algorithm that somebody asks for.
class DigestCache {
public:
    explicit DigestCache(std::shared_ptr<const ByteSource> bytes) : bytes_{std::move(bytes)} {}

    [[nodiscard]] std::optional<Digest> get(DigestAlgorithm algorithm) {
        const auto known = digests_.find(algorithm);
        if (known != digests_.end()) {
            return known->second;
        }
        auto digest = digest_of(algorithm, *bytes_);
        const auto found = digest ? std::optional{std::move(digest).value()} : std::nullopt;
        digests_.emplace(algorithm, found);
        return found;
    }

private:
    std::shared_ptr<const ByteSource> bytes_;
    std::map<DigestAlgorithm, std::optional<Digest>> digests_;
};

SignedContent content_of_bytes(const std::shared_ptr<const ByteSource>& bytes) {
    const auto cache = std::make_shared<DigestCache>(bytes);
    return {[cache](DigestAlgorithm algorithm) { return cache->get(algorithm); }, bytes};
}

SignedContent content_of_digests(std::vector<Digest> digests) {
    return {[known = std::move(digests)](DigestAlgorithm algorithm) -> std::optional<Digest> {
                const auto found = std::ranges::find(known, algorithm, &Digest::algorithm);
                return found == known.end() ? std::nullopt : std::optional{*found};
            },
            nullptr};
}

}  // namespace

SignedContent content_of(const std::optional<Digest>& digest) {
    return content_of_digests(digest ? std::vector{*digest} : std::vector<Digest>{});
}

SignedContent content_of(const SuppliedContent& supplied) {
    return supplied.bytes ? content_of_bytes(supplied.bytes) : content_of_digests(supplied.digests);
}

SignedContent attached_content(const SignedData& signed_data) {
    return signed_data.content_source() ? content_of_bytes(signed_data.content_source())
                                        : content_of(std::nullopt);
}

}  // namespace mohur::signing::cades
