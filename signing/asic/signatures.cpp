// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asic/container_reader_internal.h"

#include "signing/cades/reader.h"
#include "signing/crypto/hash.h"

#include <algorithm>

namespace mohur::signing::asic {
namespace {

void number_counter_signatures(SignatureFacts& signature) {
    for (std::size_t i = 0; i < signature.counter_signatures.size(); ++i) {
        auto& counter = signature.counter_signatures[i];
        counter.id = signature.id + "-C" + std::to_string(i);
        number_counter_signatures(counter);
    }
}

/// An entry that is inflated at the first look, up to a limit. Borrows the archive.
class EntrySource final : public ByteSource {
public:
    EntrySource(const zip::ArchiveReader& archive, const zip::Entry& entry, std::uint64_t limit)
        : archive_{archive}, entry_{entry}, limit_{limit} {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return entry_.size; }
    [[nodiscard]] Result<std::size_t> read_at(std::uint64_t offset,
                                              std::span<std::uint8_t> out) const override {
        if (!inflated_) {
            MOHUR_TRY(auto bytes, archive_.read_all(entry_, limit_));
            inflated_ = std::make_unique<MemorySource>(std::move(bytes));
        }
        return inflated_->read_at(offset, out);
    }

private:
    const zip::ArchiveReader& archive_;
    const zip::Entry& entry_;
    std::uint64_t limit_;
    mutable std::unique_ptr<MemorySource> inflated_;
};

/// Whether what a signature encapsulates is what it covers.
bool repeats(const SignedData& data, const std::optional<Digest>& covered) {
    if (!covered) {
        return false;
    }
    const auto inside = digest_of(covered->algorithm, *data.content_source());
    return inside && *inside == *covered;
}

}  // namespace

Result<void> ContainerReader::add_signatures(const zip::Entry& entry,
                                             std::vector<SignatureFacts> found) {
    for (auto& signature : found) {
        if (facts_.signatures.size() >= options_.limits.signatures) {
            return Error::too_large("signatures");
        }
        signature.id = "S" + std::to_string(facts_.signatures.size());
        number_counter_signatures(signature);
        signature.errors.insert(signature.errors.end(), layout_.errors.begin(),
                                layout_.errors.end());
        add_coverage(signature);
        signature_ids_.emplace(entry.name, signature.id);
        facts_.signatures.push_back(std::move(signature));
    }
    return {};
}

/// Data files that a signature does not cover look signed and are not.
void ContainerReader::add_coverage(SignatureFacts& signature) const {
    for (const auto* data : layout_.data) {
        const bool covered = std::ranges::any_of(
            signature.scopes, [&](const Scope& scope) { return scope.name == data->name; });
        if (!covered) {
            signature.errors.push_back({"container-data-unsigned", data->name});
        }
    }
}

Result<void> ContainerReader::read_xades(const zip::Entry& entry) {
    MOHUR_TRY(const auto xml, archive_.read_all(entry, options_.limits.xml_bytes));
    const bool single = layout_.kind == ContainerKind::asic_s && layout_.data.size() == 1;
    EntryResolver resolver{archive_, digests_, options_.limits,
                           single ? layout_.data.front()->name : ""};
    auto found = xades::read_signatures(xml, options_, resolver);
    if (!found) {
        if (found.error().code == ErrorCode::too_large) {
            return found.error();
        }
        note_undecodable(entry, found.error());
        return {};
    }
    if (found->empty()) {
        facts_.warnings.push_back({"container-signature-file-empty", entry.name});
    }
    return add_signatures(entry, std::move(*found));
}

Result<void> ContainerReader::read_cades(const zip::Entry& entry) {
    MOHUR_TRY(const auto bytes, archive_.read_all(entry, options_.limits.cms_bytes));
    const auto data = SignedData::parse(bytes, options_.limits);
    if (!data) {
        if (data.error().code == ErrorCode::too_large) {
            return data.error();
        }
        note_undecodable(entry, data.error());
        return {};
    }
    for (const auto& signer : data->signers()) {
        digests_.expect(cades::content_digest_algorithm(signer));
    }
    std::vector<SignatureFacts> found;
    for (const auto& signer : data->signers()) {
        found.push_back(read_signer(entry, *data, signer));
    }
    return add_signatures(entry, std::move(found));
}

/// The covered octets: a manifest is in memory, a data file is inflated only if somebody asks.
cades::SignedContent ContainerReader::content_of(const zip::Entry& entry, const Covered& covered) {
    cades::SignedContent content;
    content.digest = [this, &entry](DigestAlgorithm algorithm) {
        return covered_by(entry, algorithm).digest;
    };
    if (covered.manifest != nullptr) {
        content.bytes = std::make_shared<MemorySource>(covered.manifest->bytes);
    } else if (const auto* data = archive_.find(covered.name)) {
        content.bytes = std::make_shared<EntrySource>(archive_, *data, options_.limits.cms_bytes);
    }
    return content;
}

SignatureFacts ContainerReader::read_signer(const zip::Entry& entry, const SignedData& data,
                                            const SignerInfo& signer) {
    const auto covered = covered_by(entry, cades::content_digest_algorithm(signer));
    auto signature = cades::read_signer(data, signer, content_of(entry, covered), options_);
    // The container's signatures are detached: other octets inside would be a second thing that is
    // signed. Producers that repeat the manifest inside sign one thing.
    if ((data.content_source() && !repeats(data, covered.digest)) || covered.ambiguous) {
        signature.binding_unambiguous = false;
    }
    signature.scopes.clear();  // the container knows the names
    if (!covered.name.empty()) {
        signature.scopes.push_back({covered.name, covered.digest, false});
    }
    if (covered.manifest != nullptr) {
        auto checked = check(*covered.manifest);
        signature.references.insert(signature.references.end(), checked.references.begin(),
                                    checked.references.end());
        signature.scopes.insert(signature.scopes.end(), checked.scopes.begin(),
                                checked.scopes.end());
    } else if (layout_.kind == ContainerKind::asic_e) {
        signature.errors.push_back({"container-manifest-missing", entry.name});
    }
    return signature;
}

}  // namespace mohur::signing::asic
