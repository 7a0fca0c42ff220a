// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/data_digests_internal.h"

#include "signing/crypto/hash.h"

#include <array>
#include <vector>

namespace mohur::signing::asic {
namespace {

class HashingSink final : public ByteSink {
public:
    explicit HashingSink(const std::set<DigestAlgorithm>& algorithms) {
        for (const auto algorithm : algorithms) {
            hashers_.emplace_back(algorithm, Hasher{algorithm});
        }
    }
    [[nodiscard]] Result<void> write(BytesView bytes) override {
        for (auto& [algorithm, hasher] : hashers_) {
            hasher.update(bytes);
        }
        return {};
    }
    [[nodiscard]] std::vector<std::pair<DigestAlgorithm, Hasher>>& hashers() noexcept {
        return hashers_;
    }

private:
    std::vector<std::pair<DigestAlgorithm, Hasher>> hashers_;
};

}  // namespace

void DataDigests::expect_named_in(BytesView xml) {
    constexpr std::array kAll{DigestAlgorithm::md5,       DigestAlgorithm::sha1,
                              DigestAlgorithm::ripemd160, DigestAlgorithm::sha224,
                              DigestAlgorithm::sha256,    DigestAlgorithm::sha384,
                              DigestAlgorithm::sha512,    DigestAlgorithm::sha3_256,
                              DigestAlgorithm::sha3_384,  DigestAlgorithm::sha3_512};
    const auto text = as_text(xml);
    for (const auto algorithm : kAll) {
        const auto uri = xml_uri_of(algorithm);
        if (!uri.empty() && text.find("\"" + std::string{uri} + "\"") != std::string_view::npos) {
            expect(algorithm);
        }
    }
}

std::optional<Digest> DataDigests::of(std::string_view name, DigestAlgorithm algorithm) {
    const auto* entry = archive_.find(name);
    if (entry == nullptr || entry->is_directory() || damaged_.contains(entry->index)) {
        return std::nullopt;
    }
    const auto known = known_.find({entry->index, algorithm});
    if (known != known_.end()) {
        return known->second;
    }
    if (!compute(*entry, algorithm)) {
        return std::nullopt;
    }
    return known_.at({entry->index, algorithm});
}

bool DataDigests::compute(const zip::Entry& entry, DigestAlgorithm algorithm) {
    auto wanted = expected_;
    wanted.insert(algorithm);
    HashingSink sink{wanted};
    const auto read = archive_.read(entry, sink);
    if (!read) {
        damaged_.insert(entry.index);
        if (read.error().code != ErrorCode::malformed) {
            failure_ = read.error();
        }
        return false;
    }
    for (auto& [which, hasher] : sink.hashers()) {
        known_.insert_or_assign({entry.index, which}, hasher.finish());
    }
    return true;
}

std::optional<Digest> EntryResolver::digest(std::string_view uri, DigestAlgorithm algorithm) {
    return digests_.of(uri.empty() ? single_ : uri, algorithm);
}

std::shared_ptr<const ByteSource> EntryResolver::bytes(std::string_view uri) {
    const auto* entry = archive_.find(uri.empty() ? single_ : uri);
    if (entry == nullptr || entry->is_directory()) {
        return nullptr;
    }
    auto bytes = archive_.read_all(*entry, limits_.xml_bytes);
    return bytes ? std::make_shared<MemorySource>(std::move(*bytes)) : nullptr;
}

Result<void> EntryResolver::write(std::string_view uri, const xml::Sink& sink) {
    const auto* entry = archive_.find(uri.empty() ? single_ : uri);
    if (entry == nullptr || entry->is_directory()) {
        return Error::not_found("signed-data-not-found", std::string{uri});
    }
    CallingSink calling{sink};
    return archive_.read(*entry, calling);
}

}  // namespace mohur::signing::asic
