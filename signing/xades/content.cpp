// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/crypto/hash.h"
#include "signing/xades/reader.h"

#include <algorithm>
#include <map>

namespace mohur::signing::xades {
namespace {

class SuppliedContents final : public ContentResolver {
public:
    explicit SuppliedContents(const std::vector<SuppliedContent>& contents) : contents_{contents} {}

    std::optional<Digest> digest(std::string_view uri, DigestAlgorithm algorithm) override {
        const auto* content = find(uri);
        if (content == nullptr) {
            return std::nullopt;
        }
        if (content->bytes != nullptr) {
            return computed(*content, algorithm);
        }
        const auto given = std::find_if(content->digests.begin(), content->digests.end(),
                                        [&](const Digest& d) { return d.algorithm == algorithm; });
        return given == content->digests.end() ? std::nullopt : std::optional{*given};
    }

    std::shared_ptr<const ByteSource> bytes(std::string_view uri) override {
        const auto* content = find(uri);
        return content == nullptr ? nullptr : content->bytes;
    }

private:
    /// Several signatures over one large object hash it once.
    std::optional<Digest> computed(const SuppliedContent& content, DigestAlgorithm algorithm) {
        const auto known = digests_.find({&content, algorithm});
        if (known != digests_.end()) {
            return known->second;
        }
        const auto digest = digest_of(algorithm, *content.bytes);
        if (!digest) {
            return std::nullopt;
        }
        return digests_.emplace(std::pair{&content, algorithm}, *digest).first->second;
    }

    const SuppliedContent* find(std::string_view uri) const {
        // A reference without URI, or a content without a name: only where there is no choice.
        if (contents_.size() == 1 && (uri.empty() || contents_.front().name.empty())) {
            return &contents_.front();
        }
        const auto found =
            std::find_if(contents_.begin(), contents_.end(),
                         [&](const auto& content) { return !uri.empty() && content.name == uri; });
        return found == contents_.end() ? nullptr : &*found;
    }

    const std::vector<SuppliedContent>& contents_;
    std::map<std::pair<const SuppliedContent*, DigestAlgorithm>, Digest> digests_;
};

}  // namespace

std::unique_ptr<ContentResolver> supplied_contents(const ReadOptions& options) {
    return std::make_unique<SuppliedContents>(options.contents);
}

}  // namespace mohur::signing::xades
