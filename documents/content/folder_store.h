// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/content/blob_store.h"
#include "signing/core/clock.h"
#include "signing/core/random.h"
#include "signing/crypto/key_wrapper.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>

namespace mohur::documents {

/// The keys that content is encrypted under, one for each agency: destroying a key is the last step
/// of disposal, and a file of one agency never opens for another. Thread-safe.
class ContentKeys {
public:
    virtual ~ContentKeys() = default;
    /// Stays valid as long as this object.
    [[nodiscard]] virtual Result<const signing::KeyWrapper*> key_of(AgencyId agency) = 0;
};

/// Key files `<folder>/<agency>.key` of mode 0600, made when an agency first stores something. They
/// are backed up apart from the content.
class KeyFolder final : public ContentKeys {
public:
    KeyFolder(std::filesystem::path folder, RandomSource& random)
        : folder_{std::move(folder)}, random_{random} {}
    [[nodiscard]] Result<const signing::KeyWrapper*> key_of(AgencyId agency) override;

private:
    [[nodiscard]] Result<std::unique_ptr<signing::KeyWrapper>> load(AgencyId agency) const;

    std::filesystem::path folder_;
    RandomSource& random_;
    std::mutex mutex_;
    std::map<AgencyId, std::unique_ptr<signing::KeyWrapper>> keys_;
};

/// Content in a folder: `<agency>/<algorithm>/<2 hex digits>/<2 hex digits>/<digest>`, encrypted.
/// A file is written under a random name, synced, renamed and its folders synced before `put`
/// returns, so what was acknowledged survives a crash and nothing half-written has a digest's name.
/// Thread-safe, also between processes. Borrows keys and random.
class FolderStore final : public BlobStore {
public:
    FolderStore(std::filesystem::path folder, ContentKeys& keys, RandomSource& random,
                std::uint64_t largest = 2ULL << 30U)
        : folder_{std::move(folder)}, keys_{keys}, random_{random}, largest_{largest} {}

    [[nodiscard]] Result<StoredBlob> put(AgencyId agency, const ByteSource& content) override;
    [[nodiscard]] Result<std::unique_ptr<ByteSource>> get(AgencyId agency,
                                                          const Digest& digest) const override;
    [[nodiscard]] Result<StoredBlob> stat(AgencyId agency, const Digest& digest) const override;

    /// Removes files not touched since `before` that `is_known` does not know: what was stored for
    /// a request that then failed. Content that is put again meanwhile is kept. Gives how many.
    [[nodiscard]] Result<int> sweep(AgencyId agency, Time before,
                                    const std::function<Result<bool>(const Digest&)>& is_known);
    /// Calls `each` for every digest that the agency has here.
    [[nodiscard]] Result<void> for_each(
        AgencyId agency, const std::function<Result<void>(const Digest&)>& each) const;
    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

private:
    [[nodiscard]] std::filesystem::path path_of(AgencyId agency, const Digest& digest) const;
    [[nodiscard]] Result<void> write(AgencyId agency, const ByteSource& content,
                                     const Digest& digest) const;

    std::filesystem::path folder_;
    ContentKeys& keys_;
    RandomSource& random_;
    std::uint64_t largest_;
};

}  // namespace mohur::documents
